import type { Browser } from 'playwright'
import { type Figure, figure } from './figure.ts'
import { type Inbox, openInbox, timeToFilter, timeToReady, timeToSort } from './inbox-page.ts'
import { longList, narrowingLetter, readList } from './lists.ts'

const READY_ROUNDS = 9
const PAINT_ROUNDS = 25

const frames =
  'From the event to the frame that shows the change, so both sides hold the wait for a frame, up to 17 ms, and its drawing.'

interface Inboxes {
  ours: Inbox
  handWritten: Inbox
  /** The list as the desk answers it. */
  list: string
}

/** Part (b): the inbox in Chromium against a page without a framework, and 10,000 rows against 1000. */
export async function measureBrowser(
  browser: Browser,
  { ours, handWritten, list }: Inboxes,
): Promise<Figure[]> {
  const items = readList(list)
  const letter = narrowingLetter(items)
  const lengths = {
    short: { ...ours, list: longList(items, 1000) },
    long: { ...ours, list: longList(items, 10_000) },
  }
  return [
    ...(await compare(browser, letter, ours, handWritten, {
      against: 'page without framework',
      rows: '1000 rows',
      ready: 2,
      paint: 1.3,
    })),
    ...(await compare(browser, letter, lengths.long, lengths.short, {
      against: 'ours with 1000',
      rows: '10,000 rows',
      ready: 2,
      paint: 2,
    })),
  ]
}

interface Aims {
  against: string
  rows: string
  ready: number
  paint: number
}

async function compare(
  browser: Browser,
  letter: string,
  ours: Inbox,
  theirs: Inbox,
  aims: Aims,
): Promise<Figure[]> {
  const ready = await takeTurns(
    READY_ROUNDS,
    1,
    () => timeToReady(browser, ours),
    () => timeToReady(browser, theirs),
  )
  const [mine, other] = [await openInbox(browser, ours), await openInbox(browser, theirs)]
  const sort = await takeTurns(
    PAINT_ROUNDS,
    4,
    () => timeToSort(mine),
    () => timeToSort(other),
  )
  const filter = await takeTurns(
    PAINT_ROUNDS,
    4,
    () => timeToFilter(mine, letter),
    () => timeToFilter(other, letter),
  )
  await mine.context().close()
  await other.context().close()
  const common = { part: 'b', unit: 'ms', against: aims.against } as const
  const { rows } = aims
  return [
    figure({
      ...common,
      ...ready,
      what: `${rows}, ready`,
      aim: { of: 'ratio', atMost: aims.ready },
      note: 'From the start of the navigation to the frame with the first row, in a browser that was never here; the servers are warm.',
    }),
    figure({
      ...common,
      ...sort,
      what: `${rows}, sorted`,
      aim: { of: 'ratio', atMost: aims.paint },
      note: frames,
    }),
    figure({
      ...common,
      ...filter,
      what: `${rows}, filtered`,
      aim: { of: 'ratio', atMost: aims.paint },
      note: frames,
    }),
  ]
}

/** One side right after the other, so that a busy moment of the machine meets both. The first rounds only warm up. */
async function takeTurns(
  rounds: number,
  warmUp: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
) {
  const times = { ours: [] as number[], theirs: [] as number[] }
  for (let round = -warmUp; round < rounds; round += 1) {
    const [mine, other] = [await ours(), await theirs()]
    if (round < 0) continue
    times.ours.push(mine)
    times.theirs.push(other)
  }
  return times
}
