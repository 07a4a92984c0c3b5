import type { ReportException } from '#lib/contracts/exceptions.ts'
import { type Level, levelOf, levels } from './exception-place.ts'
import { counted, levelWords, listed } from './exception-words.ts'
import { tally } from './group-by-code.ts'

/** How many of each level, none left out. */
export function countLevels(exceptions: readonly ReportException[]): ReadonlyMap<Level, number> {
  return tally(exceptions.map(levelOf))
}

/** "RCPTSUM at the header, TAXJUR at 1 itemization and CLOSEDCO at 2 allocations". */
export function blockingPlaces(exceptions: readonly ReportException[]): string {
  const blocking = exceptions.filter(({ isBlocking }) => isBlocking)
  const places = levels.flatMap((level) =>
    [
      ...tally(blocking.filter((each) => levelOf(each) === level).map(({ exceptionCode }) => exceptionCode)),
    ].map(
      ([code, count]) =>
        `${code} at ${level === 'header' ? 'the header' : counted(count, levelWords[level].toLowerCase())}`,
    ),
  )
  return listed(places)
}
