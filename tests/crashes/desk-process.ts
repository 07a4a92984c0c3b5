import { z } from 'zod'
import { findSignedInPerson } from '#lib/auth/sign-in-person.ts'
import { boot } from '#lib/boot.ts'
import { readConfig } from '#lib/config.ts'
import { pageContext } from '#lib/context.ts'
import { findJob } from '#lib/jobs/job-store.ts'
import { createDeskServer } from '#lib/server/desk-server.ts'
import { stopOnSignal } from '#lib/server/stop-on-signal.ts'
import { holdStatement, statementHold } from './held-statements.ts'
import { type Answer, carryOut, look, type Order, order } from './orders.ts'

/**
 * A desk in a process of its own that a test may kill, with the graceful stop of the real server. What it is to do comes in its environment:
 * ORDER with CODE, a code of Concur's consent page, or JOB to look after; and HOLD, a statement that waits until the test sends a word. It says what happens.
 */
const task = z
  .object({
    ORDER: json(order).optional(),
    CODE: z.string().optional(),
    JOB: z.string().optional(),
    HOLD: json(statementHold).optional(),
  })
  .parse(process.env)

export type Said =
  | { ready: true }
  /** The person has this before them. */
  | { asked: Order }
  | { answer: Answer }
  /** A statement is held. */
  | { held: string }
  /** It was told to stop, and takes nothing new any more. */
  | { stopping: true }
  /** The job that it looks after has ended. */
  | { over: true }

// Whoever started it is gone.
process.once('disconnect', () => process.exit())
// A job goes on as soon as the desk is open.
if (task.JOB) hold()
const app = await boot(readConfig(process.env))
const server = createDeskServer({
  appUrl: app.config.appUrl,
  handle: async (_, response) => void response.end(),
})
Object.assign(stopOnSignal(), { app, desk: server })
process.on('SIGTERM', () => say({ stopping: true }))
const context = task.CODE ? await signIn(task.CODE) : undefined
const asked = context && task.ORDER && (await look(context, task.ORDER))
if (asked) say({ asked })
if (task.HOLD)
  process.on(
    'message',
    holdStatement(task.HOLD, (held) => say({ held })),
  )
say({ ready: true })
// Through the door, as every call of a page goes.
if (context && asked) say({ answer: await app.door.pass(() => carryOut(context, asked)) })
if (task.JOB) await tellEnd(task.JOB)

function hold(): void {
  if (task.HOLD)
    process.on(
      'message',
      holdStatement(task.HOLD, (held) => say({ held })),
    )
}

async function tellEnd(jobId: string): Promise<void> {
  const look = async () => {
    if ((await findJob(app.database.db, jobId))?.endedAt) say({ over: true })
  }
  app.jobs.changes.on(jobId, () => void look())
  await look()
}

async function signIn(code: string) {
  const { personId } = await app.completeSignIn(code, `${app.config.appUrl}/api/auth/callback/concur`)
  return pageContext(app, await findSignedInPerson(app.database.db, personId), app.log, '')
}

function say(what: Said): void {
  process.send?.(what)
}

function json<T extends z.ZodType>(shape: T) {
  return z.preprocess((text) => (typeof text === 'string' ? JSON.parse(text) : text), shape)
}
