import { asc, eq, ne } from 'drizzle-orm'
import { vi } from 'vitest'
import { closeActsLeftBehind } from '#lib/audit/close-acts-left-behind.ts'
import { findSignedInPerson } from '#lib/auth/sign-in-person.ts'
import type { Clearance } from '#lib/boot.ts'
import { pageContext } from '#lib/context.ts'
import type { Job, JobRow } from '#lib/contracts/jobs.ts'
import { auditEntries, people } from '#lib/db/schema.ts'
import { findJob } from '#lib/jobs/job-store.ts'
import { presentJob, rowsOf } from '#lib/jobs/read-jobs.ts'
import type { Person } from '../../sandbox/people.ts'
import type { RunningSandbox } from '../../sandbox/server.ts'
import type { Boundary, CallHold } from './boundaries.ts'
import { type Answer, carryOut, type Order } from './orders.ts'
import type { CallMatch, Scene } from './scenes.ts'
import { severalProcesses, type World } from './world.ts'

export type Signal = 'SIGKILL' | 'SIGTERM'

/** What was left once everything had come to rest. */
export interface Aftermath {
  /** What the person heard, each time they asked. */
  answers: Answer[]
  job?: Job
  rows: JobRow[]
  /** How often each row took effect. */
  effects: number[]
  /** How the audit log names each row, where each is an act. */
  auditKeys?: string[]
  /** Every act in the audit log with its phases. */
  acts: Act[]
}

export interface Crash extends Aftermath {
  exitCode: number | null
  /** From the signal to the end of the process. */
  stoppedAfterMs: number
  /** From there to the end of the job, or to the last answer that the person got. */
  goneOnAfterMs: number
  /** Whether the folder of an embedded database was still taken when the process was gone. */
  leftLocked: boolean
}

export interface Act {
  key: string
  phases: string[]
}

const A_MINUTE = 60_000
const AN_HOUR = 60 * A_MINUTE
const SOON = { timeout: A_MINUTE, interval: 5 }
/** Asked once more where the first answer is that nobody knows. */
const TIMES_ASKED = 2

/** Ends a desk at a boundary and watches the next one go on: on the same folder, or beside it on the same server. */
export async function crash(world: World, boundary: Boundary, signal: Signal): Promise<Crash> {
  const { sandbox } = world
  const scene = await boundary.setUp(sandbox)
  const { order, person, calls, standStill } = scene
  const callHold = 'call' in boundary.held ? boundary.held : undefined
  const hold = 'call' in boundary.held ? undefined : boundary.held
  const held = callHold && holdCall(sandbox, calls[callHold.call], callHold)
  const others = boundary.others === 'have ended' ? [] : standStill.map((match) => holdCall(sandbox, match))
  const goesOn = callHold?.goesOn ?? 'when gone'

  const desk = await world.startDesk({ order, person, hold })
  const asked = await desk.heard('asked')
  if (isJob(order) && boundary.others !== 'are not stored') await desk.heard('answer')
  await (held ? held.arrived() : desk.heard('held'))
  if (boundary.others === 'stand still') for (const other of others) await other.arrived()
  const beside = severalProcesses ? await world.openDesk() : undefined

  const signalledAt = Date.now()
  const ended = desk.end(signal)
  if (signal === 'SIGTERM') {
    await desk.heard('stopping')
    desk.release()
    for (const other of others) other.release()
    if (goesOn === 'when gone') held?.release()
  }
  const exitCode = await ended
  const goneAt = Date.now()
  const leftLocked = world.isLocked()
  for (const other of others) other.release()
  if (goesOn === 'when gone') held?.release()
  await answered(sandbox, goesOn === 'when gone' ? 0 : 1)

  const next = beside ?? (await world.openDesk())
  const heard = desk.said('answer')
  const answers = heard ? [heard] : []
  const letGo = async () => {
    if (goesOn !== 'late') return
    held?.release()
    await answered(sandbox, 0)
  }
  while (answers.length < TIMES_ASKED && !isSettled(answers.at(-1))) {
    answers.push(await ask(next, person, asked))
    if (!isJob(order)) await letGo()
  }
  await untilEnded(next, answers.at(-1))
  const goneOnAfterMs = Date.now() - goneAt
  await letGo()
  const left = await aftermathOf(next, scene, answers)
  return { ...left, exitCode, stoppedAfterMs: goneAt - signalledAt, goneOnAfterMs, leftLocked }
}

/** What a desk and the sandbox tell once nothing is under way any more. */
export async function aftermathOf(
  desk: Clearance,
  { effects, auditKeys }: Scene,
  answers: Answer[],
): Promise<Aftermath> {
  const job = await untilEnded(desk, answers.at(-1))
  const { db } = desk.database
  const rows = job ? (await rowsOf(db, job.id, { limit: 1000 })).items : []
  return { answers, job, rows, effects: effects(), auditKeys, acts: await actsIn(desk) }
}

export function holdCall(
  { store }: RunningSandbox,
  match: CallMatch,
  { kind = 'hold', after = 0 }: Partial<CallHold> = {},
) {
  const fault = store.faults.add({ match, kind, after, times: 1 })
  return {
    arrived: () => vi.waitUntil(() => fault.struck === 1, SOON),
    release: () => store.faults.release(fault.id),
  }
}

/** Concur has answered all calls but so many, whoever was there to hear it. */
export async function answered({ store }: RunningSandbox, but: number): Promise<void> {
  const open = () => store.calls.all().filter(({ status }) => status === 0)
  await vi.waitUntil(() => open().length <= but, SOON)
}

export function isJob({ asksTo }: Order): boolean {
  return asksTo !== 'approve' && asksTo !== 'send back' && asksTo !== 'clear'
}

function isSettled(answer: Answer | undefined): boolean {
  return answer !== undefined && ('jobId' in answer || answer.outcome !== 'unknown')
}

/** The person asks the desk that goes on, with the page that they still have before them. */
async function ask(desk: Clearance, { login }: Person, order: Order): Promise<Answer> {
  const { db } = desk.database
  const [person] = await db.select().from(people).where(eq(people.login, login))
  const context = pageContext(desk, await findSignedInPerson(db, person?.id ?? ''), desk.log, '')
  const { outcome, message, jobId } = {
    outcome: undefined,
    message: '',
    jobId: '',
    ...(await carryOut(context, order)),
  }
  return outcome ? { outcome, message } : { jobId }
}

async function untilEnded(
  { database: { db } }: Clearance,
  answer: Answer | undefined,
): Promise<Job | undefined> {
  if (!answer || !('jobId' in answer)) return
  const stored = () => findJob(db, answer.jobId)
  const isOver = async () => Boolean((await stored())?.endedAt)
  await vi.waitUntil(isOver, { timeout: 1.5 * A_MINUTE, interval: 50 })
  const job = await stored()
  return job && presentJob(db, job)
}

/** As the log reads some time later: what nobody came back to is closed by then. */
async function actsIn({ database: { db } }: Clearance): Promise<Act[]> {
  await closeActsLeftBehind(db, new Date(Date.now() + AN_HOUR))
  const entries = await db
    .select()
    .from(auditEntries)
    .where(ne(auditEntries.verb, 'sign-in'))
    .orderBy(asc(auditEntries.id))
  return [...Map.groupBy(entries, ({ actId }) => actId).values()].map((entries) => ({
    key: entries[0]?.objectKey ?? '',
    phases: entries.map(({ phase }) => phase),
  }))
}
