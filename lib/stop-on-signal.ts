import type { Clearance } from './boot.ts'
import { openAnswers } from './open-answers.ts'

/** A call to Concur may take twice as long, but whoever stops a server wants it back: what is out by then is told as unknown. */
const PATIENCE_MS = 30_000

/**
 * A graceful stop at SIGTERM and SIGINT: nothing new is taken, what is with Concur ends, the database closes.
 *
 * Next has handlers of its own, which exit without waiting for jobs; `next start` leaves them out where NEXT_MANUAL_SIG_HANDLE
 * is set (16.4.6, dist/server/lib/start-server.js). `next dev` kills its server 100 ms after a signal, whatever that does
 * (dist/cli/next-dev.js), so there the next start tells what became of its jobs.
 */
export function stopOnSignal(app: Clearance): void {
  if (!process.env.NEXT_MANUAL_SIG_HANDLE) return
  const answers = openAnswers()
  let stopping = false
  const stop = (signal: string) => {
    // Ctrl C comes twice, from the terminal and from `npm start`, and a second signal without a handler would kill.
    if (stopping) return
    stopping = true
    app.log.info({ signal }, 'stopping')
    void stopWithin(PATIENCE_MS, app, answers)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function stopWithin(ms: number, app: Clearance, answers: { sent(): Promise<void> }): Promise<void> {
  setTimeout(() => {
    app.log.error({ ms }, 'stopped before everything had ended')
    process.exit(1)
  }, ms)
  try {
    await Promise.all([app.endWork(), answers.sent()])
    await app.close()
    process.exit(0)
  } catch (error) {
    app.log.error({ err: error }, 'the stop went wrong')
    process.exit(1)
  }
}
