import type { Clearance } from '#lib/boot.ts'
import type { DeskServer } from './desk-server.ts'

/** A call to Concur may take twice as long, but whoever stops a server wants it back: what is out by then is told as unknown. */
const PATIENCE_MS = 30_000

/**
 * A graceful stop at SIGTERM and SIGINT: no new connection, nothing new to Concur; streams end, answers are sent, what is with
 * Concur ends, the database closes. `next dev` kills its server 100 ms after a signal, whatever that does (16.4.6,
 * dist/cli/next-dev.js), so there the next start tells what became of its jobs.
 */
export function stopOnSignal(app: Clearance, desk: DeskServer): void {
  let stopping = false
  const stop = (signal: string) => {
    // Ctrl C comes twice, from the terminal and from `npm start`, and a second signal without a handler would kill.
    if (stopping) return
    stopping = true
    app.log.info({ signal }, 'stopping')
    void stopWithin(PATIENCE_MS, app, desk)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function stopWithin(ms: number, app: Clearance, desk: DeskServer): Promise<void> {
  setTimeout(() => {
    app.log.error({ ms }, 'stopped before everything had ended')
    process.exit(1)
  }, ms)
  try {
    await Promise.all([app.endWork(), desk.drain()])
    await app.close()
    process.exit(0)
  } catch (error) {
    app.log.error({ err: error }, 'the stop went wrong')
    process.exit(1)
  }
}
