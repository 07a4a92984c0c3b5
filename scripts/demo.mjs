import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfNeeded } from './build.mjs'
import { demoSettings } from './demo-settings.mjs'
import { freePort, launch, root, serve, untilAnswers } from './processes.mjs'

/** A sandbox that answers like Concur, and the app beside it: built (`start`) or as it is being written (`dev`). */
export async function demo(mode) {
  if (mode === 'start') await buildIfNeeded()
  const port = await freePort(Number(process.env.PORT ?? 3000))
  const sandboxPort = await freePort(Number(process.env.SANDBOX_PORT ?? 4100))
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const appUrl = `http://localhost:${port}`
  // The sandbox forgets everything when it ends, so grants and sessions of an earlier demo are worth nothing.
  const dataDir = join(root, '.data', mode === 'dev' ? 'dev' : 'demo')
  rmSync(dataDir, { recursive: true, force: true })

  const sandbox = launch('node', ['sandbox/main.ts'], { env: { SANDBOX_PORT: String(sandboxPort) } })
  const settings = demoSettings({ appUrl, sandboxUrl, dataDir })
  const app =
    mode === 'dev'
      ? launch('next', ['dev', '-p', String(port), '-H', 'localhost'], {
          env: { ...settings, NODE_ENV: 'development' },
        })
      : serve(port, { host: 'localhost', env: settings })
  let asked = false
  // The sandbox goes last: the app lets end what is with Concur.
  const end = () => app.child.kill('SIGTERM')
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      asked = true
      end()
    })
  void sandbox.ended.then(end, end)
  const gone = app.ended.finally(() => sandbox.child.kill('SIGTERM'))

  try {
    await untilAnswers(`${sandboxUrl}/oauth2/v0/jwks`, sandbox.child)
    await untilAnswers(`${appUrl}/api/health/ready`, app.child, 120)
    console.log(`
  Clearance is open:   ${appUrl}
  Sandbox of Concur:   ${sandboxUrl}
  Sign in with Concur and continue as Mira Okafor, the approver. Ctrl C ends both.
`)
  } catch (error) {
    end()
    await Promise.allSettled([gone, sandbox.ended])
    if (!asked) throw error
  }
  // Where another program took the port meanwhile, that one answers and ours is gone.
  const codes = await Promise.all([gone, sandbox.ended])
  if (!asked && codes.some((code) => code !== 0)) throw new Error('The demo ended by itself: see above.')
}
