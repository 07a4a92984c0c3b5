import { cpus } from 'node:os'
import { quantile } from '../bench/spread.ts'
import {
  BATCH_MS,
  holds,
  type Level,
  type Measured,
  PATIENCE_MS,
  WARM_SECONDS,
  type Wanted,
} from './measure.ts'
import { THINK_SECONDS } from './visit.ts'
import type { Look } from './watch-processes.ts'

/** How many of all people are at work in the same minutes. */
const AT_ONCE = 0.1
/** How much of what it holds at the most a process should be given. */
const HEADROOM = 0.6
const COMPANIES = [1_000, 10_000, 100_000]

export function report(measured: readonly Measured[], wanted: Wanted): string {
  return `# The desk under load

Written by \`npm run bench:load\`; what it does is in [README.md](README.md). Node ${process.version}, ${cpus().length} processors, shared by the desk,
its database, a Concur and the load itself: times are this machine's, what follows from them is about proportions.

${measured.map((each) => section(each, wanted)).join('\n')}
## How many people

${capacity(measured)}`
}

function section(
  { database, signInsPerSecond, steady, looks, kept, background, levels }: Measured,
  wanted: Wanted,
): string {
  const { visit } = steady
  return `## ${database}, ${looks.length === 1 ? 'one process' : `${looks.length} processes`}

${wanted.approvers} approvers who act every ${THINK_SECONDS} s, ${wanted.streams} event streams and ${wanted.jobs} list jobs of 10,000 rows at once (Concur takes ${BATCH_MS / 1000} s a batch), ${wanted.minutes} minutes;
before it they signed in, ${signInsPerSecond.toFixed(0)} a second.

| route | answers | p50 ms | p99 ms | slowest ms |
|---|---|---|---|---|
${[...visit.routes]
  .sort(([one], [other]) => one.localeCompare(other))
  .map(
    ([route, times]) =>
      `| \`${route}\` | ${times.length} | ${ms(times, 0.5)} | ${ms(times, 0.99)} | ${ms(times, 1)} |`,
  )
  .join('\n')}

Errors: ${wrongOf(visit.wrong, background.wrong)}. Meanwhile ${background.jobsDone} list jobs ended and ${background.events.toLocaleString('en')} events were read.

| | resident MB, median of the first and the last two minutes after ${WARM_SECONDS / 60} of warming up | growth | heap MB kept after a full collection, then and at the end | growth |
|---|---|---|---|---|
${looks.map((each, index) => memory(`process ${index + 1}`, each, kept && [kept.warm[index] ?? 0, kept.end[index] ?? 0])).join('\n')}

| people at work | calls/s answered | list p99 ms | slowest route's p99 ms | processors of the desk | machine busy | event loop p99 ms | |
|---|---|---|---|---|---|---|---|
${[steady, ...levels].map(levelRow).join('\n')}

${bottleneck(levels)}
`
}

function memory(name: string, looks: readonly Look[], kept: [number, number] | null): string {
  const warm = looks.filter(({ atSeconds }) => atSeconds >= WARM_SECONDS)
  const end = warm.at(-1)?.atSeconds ?? 0
  const first = warm.filter(({ atSeconds }) => atSeconds < WARM_SECONDS * 2)
  const last = warm.filter(({ atSeconds }) => atSeconds >= end - WARM_SECONDS)
  if (first.length === 0 || last.length === 0 || !kept) return `| ${name} | too short to say | | | |`
  const resident = (some: readonly Look[]) =>
    quantile(
      some.map(({ residentMb }) => residentMb),
      0.5,
    )
  const row = (before: number, after: number) =>
    `${before.toFixed(0)} → ${after.toFixed(0)} | ${((after / before - 1) * 100).toFixed(1)} %`
  return `| ${name} | ${row(resident(first), resident(last))} | ${row(...kept)} |`
}

function levelRow(level: Level): string {
  const { people, visit, desk, machine, loopP99Ms } = level
  const list = visit.routes.get('GET /api/requests') ?? []
  return `| ${[
    people.toLocaleString('en'),
    `${(visit.answered / visit.seconds).toFixed(1)} of ${visit.callsPerSecond}`,
    ms(list, 0.99),
    Math.max(...[...visit.routes.values()].map((times) => quantile(times, 0.99))).toFixed(0),
    desk.map((cores) => cores.toFixed(2)).join(' + '),
    `${(machine * 100).toFixed(0)} %`,
    loopP99Ms.toFixed(0),
    holds(level) ? 'holds' : `too much: ${wrongOf(visit.wrong)}`,
  ].join(' | ')} |`
}

function bottleneck(levels: readonly Level[]): string {
  const last = levels.at(-1)
  if (!last || holds(last)) return 'No bottleneck was reached.'
  const busiest = Math.max(...last.desk)
  const where =
    busiest >= 0.85
      ? `a process of the desk had its one event loop full (${busiest.toFixed(2)} processors)`
      : last.machine >= 0.85
        ? `the machine's processors were full (${(last.machine * 100).toFixed(0)} % busy; the desk took ${last.desk.reduce((sum, cores) => sum + cores, 0).toFixed(2)} of ${cpus().length})`
        : 'neither a process of the desk nor the machine was full: calls waited for something else'
  return `The first bottleneck, at ${last.people.toLocaleString('en')} people at work (nobody should wait longer than ${PATIENCE_MS / 1000} s): ${where}.`
}

function capacity(measured: readonly Measured[]): string {
  const perProcess = measured.map(({ database, looks, steady, levels }) => {
    const most = [steady, ...levels].filter(holds).at(-1)?.people ?? 0
    return { database, people: Math.floor((most / looks.length) * HEADROOM) }
  })
  const head = `Of all people ${AT_ONCE * 100} % are at work in the same minutes, acting every ${THINK_SECONDS} s, and a process is given ${HEADROOM * 100} % of what it held above: ${perProcess
    .map(({ database, people }) => `${people.toLocaleString('en')} at work a process on ${database}`)
    .join(', ')}.
Numbers beyond what was measured are multiplied, not tried: PostgreSQL itself and Concur's own limits come first somewhere on the way.`
  const rows = COMPANIES.map((people) => {
    const atWork = people * AT_ONCE
    const cells = perProcess.map(({ database, people: each }) => {
      const processes = each > 0 ? Math.ceil(atWork / each) : Number.NaN
      if (database === 'PGlite') return processes === 1 ? 'enough' : 'not enough'
      return `${Math.max(2, processes)} processes`
    })
    return `| ${people.toLocaleString('en')} | ${atWork.toLocaleString('en')} | ${Math.round(atWork / THINK_SECONDS)} | ${cells.join(' | ')} |`
  })
  return `${head}

| people | at work at once | calls/s | ${perProcess.map(({ database }) => (database === 'PGlite' ? 'one process on PGlite' : 'processes on PostgreSQL')).join(' | ')} |
|---|---|---|${'---|'.repeat(perProcess.length)}
${rows.join('\n')}
`
}

const ms = (times: readonly number[], share: number) =>
  times.length === 0 ? '' : quantile(times, share).toFixed(0)

function wrongOf(...all: readonly ReadonlyMap<string, number>[]): string {
  const each = all.flatMap((wrong) => [...wrong])
  return each.length === 0 ? 'none' : each.map(([what, times]) => `${times} × ${what}`).join('; ')
}
