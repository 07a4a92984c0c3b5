import type { JobEventName, JobEventOf } from '#lib/contracts/jobs.ts'
import type { JobChanges } from './job-changes.ts'
import { type JobReader, type Position, ROWS_A_READING } from './job-reader.ts'
import type { StoredJob } from './job-store.ts'
import { present, presentStep } from './read-jobs.ts'

export type JobEvent = {
  [Name in JobEventName]: { name: Name; data: JobEventOf<Name>; id?: string }
}[JobEventName]

const ROWS_AN_EVENT = 200
/** Rows that end at almost the same moment travel together; far below what a person sees as a delay. */
const GATHER_MS = 40
/** Often enough that proxies keep the connection, and that a session which ended is noticed. */
const SILENCE_MS = 15_000
const ALL_ROWS = Number.MAX_SAFE_INTEGER

/** `Last-Event-ID` or `after`: "17" is all of revision 17, "17.200" its rows up to 200. */
export function readPosition(text: string | null): Position | null {
  const [, revision, row] = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text ?? '') ?? []
  if (revision === undefined) return null
  return { revision: Number(revision), row: row === undefined ? ALL_ROWS : Number(row) }
}

/**
 * What is stored about a job from a position on, then whatever follows, until the job has ended or the signal says stop. Undefined is a sign
 * of life. It reads the database when told of a change and is silent otherwise.
 */
export async function* jobEvents(
  { reader, changes }: { reader: JobReader; changes: JobChanges },
  job: StoredJob,
  from: Position | null,
  signal: AbortSignal,
): AsyncGenerator<JobEvent | undefined> {
  const bell = createBell(changes, job.id, signal)
  const followed = reader.follow(job.id)
  // Without a position it tells of all steps, and of rows only as they end.
  let { revision, row } = from ?? { revision: job.revision, row: ALL_ROWS }
  // No job has come so far: what the browser says it has heard is of no use.
  if (revision > job.revision) ({ revision, row } = { revision: job.revision, row: ALL_ROWS })
  let stepsFrom = from ? revision : -1
  try {
    for (;;) {
      const stored = await followed.state(Math.max(revision, job.revision))
      if (!stored || signal.aborted) return
      const { job: current, steps } = stored
      const { steps: _, ...state } = present(current, steps)
      yield { name: 'job', data: state }
      for (const step of steps)
        if (step.index > 0 && step.revision > stepsFrom)
          yield { name: 'step', data: presentStep(step, current.state) }
      for (let more = true; more; ) {
        const rows = await followed.endedRows({ revision, row }, current.revision)
        for (let start = 0; start < rows.length; start += ROWS_AN_EVENT) {
          const items = rows.slice(start, start + ROWS_AN_EVENT)
          ;({ revision, row } = items.at(-1)?.at ?? { revision, row })
          yield {
            name: 'results',
            data: { items: items.map((each) => each.row) },
            id: `${revision}.${row}`,
          }
          if (signal.aborted) return
        }
        more = rows.length === ROWS_A_READING
      }
      revision = current.revision
      row = ALL_ROWS
      stepsFrom = revision
      if (current.endedAt) {
        yield { name: 'end', data: { state: current.state }, id: String(revision) }
        return
      }
      while (!(await bell.rings(SILENCE_MS))) {
        if (signal.aborted) return
        yield undefined
      }
      await bell.gathers(GATHER_MS)
    }
  } finally {
    bell.remove()
    followed.leave()
  }
}

/** A change that is said while nobody waits is not lost. */
function createBell(changes: JobChanges, key: string, signal: AbortSignal) {
  let rung = false
  let wake = () => {}
  const ring = () => {
    rung = true
    wake()
  }
  const remove = changes.on(key, ring)
  signal.addEventListener('abort', ring, { once: true })
  const wait = (ms: number, until: () => boolean) =>
    new Promise<void>((resolve) => {
      if (until()) return resolve()
      const timer = setTimeout(resolve, ms)
      wake = () => {
        if (!until()) return
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    /** Whether there was a change, waiting for one at most so long. */
    async rings(ms: number): Promise<boolean> {
      await wait(ms, () => rung)
      const changed = rung && !signal.aborted
      rung = false
      return changed
    },
    gathers: (ms: number) => wait(ms, () => signal.aborted),
    remove() {
      remove()
      signal.removeEventListener('abort', ring)
    },
  }
}
