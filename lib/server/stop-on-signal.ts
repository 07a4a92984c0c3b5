import { setTimeout as wait } from 'node:timers/promises'
import type { Clearance } from '#lib/boot.ts'
import type { DeskServer } from './desk-server.ts'

/** Whoever stops a server wants it back within 30 s, and a call to Concur may take twice as long: what is out by then the next process settles. */
export const PATIENCE_MS = 25_000
export const CLOSING_MS = 4_000

/**
 * A graceful stop at SIGTERM and SIGINT: no new connection, nothing new to Concur; streams end, answers are sent, what is with
 * Concur ends, the database closes. Until there is something to stop, a signal ends the process at once: nothing was begun, and
 * process 1 of a container would not even hear one that it has no handler for. `next dev` kills its server 100 ms after a signal,
 * whatever that does (16.4.6, dist/cli/next-dev.js), so there the next start tells what became of its jobs.
 */
export function stopOnSignal(): { app?: Clearance; desk?: DeskServer } {
  const running: { app?: Clearance; desk?: DeskServer } = {}
  let stopping = false
  const stop = (signal: string) => {
    // Ctrl C comes twice, from the terminal and from `npm start`, and a second signal without a handler would kill.
    if (stopping) return
    stopping = true
    const { app, desk } = running
    if (!app) process.exit(0)
    app.log.info({ signal }, 'stopping')
    void stopWithin(PATIENCE_MS, app, desk)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return running
}

async function stopWithin(ms: number, app: Clearance, desk: DeskServer | undefined): Promise<void> {
  const work = Promise.all([app.endWork(), desk?.drain()])
  try {
    const isOver = await Promise.race([work.then(() => true), wait(ms, false)])
    if (!isOver) app.log.warn({ ms }, 'stopped with calls out at Concur: the next process settles them')
    setTimeout(() => process.exit(1), CLOSING_MS)
    await (isOver ? app.close() : app.database.close())
    process.exit(0)
  } catch (error) {
    app.log.error({ err: error }, 'the stop went wrong')
    process.exit(1)
  }
}
