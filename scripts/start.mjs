import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfNeeded } from './build.mjs'
import { root, serve } from './processes.mjs'

/** The built app on the settings of the environment, or of a file `.env`. */
export async function start() {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  await buildIfNeeded()
  const { child, ended } = serve(process.env.PORT ?? 3000)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  process.exitCode = await ended
}
