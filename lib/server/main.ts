import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import next from 'next'
import type { Clearance } from '#lib/boot.ts'
import { consoleToLog } from './console-to-log.ts'
import { createDeskServer } from './desk-server.ts'
import { stopOnSignal } from './stop-on-signal.ts'

/** The built desk on a server of its own: `node lib/server/main.ts --port 3000 --host localhost`. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '3000' }, host: { type: 'string' } },
})
const port = Number(values.port)
const root = fileURLToPath(new URL('../..', import.meta.url))

try {
  await serve()
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Clearance cannot serve on port ${port}.\n  ${reason}\n`)
  // Next keeps a process alive that broke.
  process.exit(1)
}

async function serve(): Promise<void> {
  const app = next({ dir: root, port, hostname: values.host })
  // Next loads the desk through instrumentation.ts, in its own time: imported from here it would be a second copy.
  const started = new Promise<Clearance>((resolve) => {
    globalThis.onDeskStarted = resolve
  })
  await app.prepare()
  const clearance = await started
  consoleToLog(clearance.log)
  const desk = createDeskServer({ appUrl: clearance.config.appUrl, handle: app.getRequestHandler() })
  stopOnSignal(clearance, desk)
  desk.server.listen(port, values.host)
  try {
    await once(desk.server, 'listening')
  } catch (error) {
    await clearance.close()
    throw error
  }
  clearance.log.info({ port, host: values.host }, 'open')
}
