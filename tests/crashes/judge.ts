import { expect } from 'vitest'
import type { Boundary } from './boundaries.ts'
import type { Aftermath, Crash, Signal } from './crash.ts'

const A_MINUTE = 60_000
const STOP_MS = 30_000

/** What holds at every boundary, whatever is done and whoever ends the process. */
export function judge(crash: Crash, boundary: Boundary, signal: Signal): void {
  const { exitCode, stoppedAfterMs, leftLocked, goneOnAfterMs } = crash
  expect(exitCode, 'the exit code').toBe(signal === 'SIGTERM' ? 0 : null)
  expect(stoppedAfterMs, 'the time that the stop took').toBeLessThan(STOP_MS)
  if (signal === 'SIGTERM') expect(leftLocked, 'the lock on the folder').toBe(false)
  expect(goneOnAfterMs, 'the time until it was over').toBeLessThan(A_MINUTE)
  judgeEnd(crash)
  if (signal === 'SIGTERM' && !waitsInVain(boundary)) judgeStop(crash)
}

/** Everything took effect once at most, and is told as it is. */
export function judgeEnd(aftermath: Aftermath): void {
  expect(Math.max(...aftermath.effects), 'the most that a row took effect').toBeLessThanOrEqual(1)
  judgeJob(aftermath)
  judgeAnswers(aftermath)
  judgeAudit(aftermath)
}

/** Every row has an end that agrees with what the sandbox says, and the counts are those of the rows. */
function judgeJob({ job, rows, effects }: Aftermath): void {
  if (!job) return
  expect(job.state).toBe('done')
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  expect(job.counts).toEqual({
    total: effects.length,
    succeeded: count('done'),
    failed: count('refused'),
    unknown: count('unknown'),
    notSent: count('not-sent'),
    pending: 0,
  })
  for (const { row, outcome } of rows) {
    const effect = effects[row - 1]
    if (outcome === 'done') expect(effect, `row ${row}, told as done`).toBe(1)
    else if (outcome !== 'unknown') expect(effect, `row ${row}, told as ${outcome}`).toBe(0)
  }
}

/** What a person was told is what the sandbox says. After an “unknown” the next answer may find the effect of the first. */
function judgeAnswers({ answers, effects }: Aftermath): void {
  const outcomes = answers.flatMap((answer) => ('outcome' in answer ? [answer.outcome] : []))
  if (outcomes.at(-1) === 'done') expect(effects).toEqual([1])
  if (outcomes.join() === 'refused') expect(effects).toEqual([0])
}

/** One attempt and one outcome an act; and one act a row, where rows are acts of their own. */
function judgeAudit({ acts, auditKeys, rows }: Aftermath): void {
  for (const { phases } of acts)
    expect(phases).toEqual(['attempt', expect.stringMatching(/^(done|refused|unknown)$/)])
  if (!auditKeys || rows.length === 0) return
  const told = rows.map(({ row, outcome }) => ({ key: auditKeys[row - 1], phases: ['attempt', outcome] }))
  const byKey = (one: { key?: string }, other: { key?: string }) =>
    (one.key ?? '').localeCompare(other.key ?? '')
  expect(acts.toSorted(byKey), inWords(rows)).toEqual(told.toSorted(byKey))
}

/** Concur answers nobody within the time of a stop. */
function waitsInVain({ held }: Boundary): boolean {
  return 'call' in held && (held.goesOn === 'never' || held.goesOn === 'late')
}

/** A desk that was let end what it had begun knows how everything ended. */
function judgeStop({ rows, answers }: Aftermath): void {
  expect(
    rows.map(({ outcome }) => outcome),
    inWords(rows),
  ).not.toContain('unknown')
  expect(answers).toHaveLength(1)
}

/** What a failure says of the rows, since the outcome alone does not tell why. */
function inWords(rows: Aftermath['rows']): string {
  return rows.map(({ row, outcome, code, message }) => `${row}: ${outcome}, ${code}, ${message}`).join('\n')
}
