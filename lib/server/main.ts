import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import next from 'next'
import { z } from 'zod'
import type { Clearance } from '#lib/boot.ts'
import { consoleToLog } from './console-to-log.ts'
import { createDeskServer } from './desk-server.ts'
import { stopOnSignal } from './stop-on-signal.ts'

/** The built desk on a server of its own: `node lib/server/main.ts --port 3000 --host localhost`. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: process.env.PORT || '3000' }, host: { type: 'string' } },
})
const port = Number(values.port)
const root = fileURLToPath(new URL('../..', import.meta.url))

const running = stopOnSignal()

try {
  await serve()
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Clearance cannot serve on port ${port}.\n  ${reason}\n`)
  // Next keeps a process alive that broke.
  process.exit(1)
}

async function serve(): Promise<void> {
  process.chdir(root)
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = builtConfig()
  const app = next({ dir: root, port, hostname: values.host })
  // Next loads the desk through instrumentation.ts, in its own time: imported from here it would be a second copy.
  const started = new Promise<Clearance>((resolve) => {
    globalThis.onDeskStarted = (app) => {
      // Its jobs run from here on.
      running.app = app
      resolve(app)
    }
  })
  await app.prepare()
  const clearance = await started
  consoleToLog(clearance.log)
  const desk = createDeskServer({
    appUrl: clearance.config.appUrl,
    handle: app.getRequestHandler(),
    onRefused: (refused) =>
      clearance.log[refused.status >= 500 ? 'error' : 'info'](refused, 'refused at the door'),
  })
  running.desk = desk
  desk.server.listen(port, values.host)
  try {
    await once(desk.server, 'listening')
  } catch (error) {
    await clearance.close()
    throw error
  }
  clearance.log.info({ port, host: values.host }, 'open')
}

/** The configuration that the build wrote down: an image has no next.config.mjs. Next's own server.js hands it over by the same variable (16.4.6). */
function builtConfig(): string {
  const file = readFileSync(join(root, '.next/required-server-files.json'), 'utf8')
  return JSON.stringify(z.object({ config: z.looseObject({}) }).parse(JSON.parse(file)).config)
}
