import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import next from 'next'
import type { Clearance } from '#lib/boot.ts'
import { createDeskServer } from './desk-server.ts'
import { stopOnSignal } from './stop-on-signal.ts'

/** The built desk on a server of its own: `node lib/server/main.ts --port 3000 --host localhost`. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '3000' }, host: { type: 'string' } },
})
const port = Number(values.port)
const root = fileURLToPath(new URL('../..', import.meta.url))

const app = next({ dir: root, port, hostname: values.host })
// Runs instrumentation.ts, which starts the desk or ends the process.
await app.prepare()
const clearance = await running()
const desk = createDeskServer({ appUrl: clearance.config.appUrl, handle: app.getRequestHandler() })
stopOnSignal(clearance, desk)
try {
  await once(desk.server.listen(port, values.host), 'listening')
  clearance.log.info({ port, host: values.host }, 'open')
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Clearance cannot listen on port ${port}.\n  ${reason}\n`)
  await clearance.close()
  process.exit(1)
}

/** Named in lib/boot.ts, which Next has loaded: here it would be a second copy. */
function running(): Promise<Clearance> {
  if (!globalThis.runningClearance) throw new Error('Next started without its instrumentation.')
  return globalThis.runningClearance
}
