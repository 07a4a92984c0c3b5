import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfNeeded } from './build.mjs'
import { demoSettings } from './demo-settings.mjs'
import { freePort, launch, root, servingSettings, untilAnswers } from './processes.mjs'

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
  const app = launch('next', [mode, '-p', String(port), '-H', 'localhost'], {
    env: {
      ...demoSettings({ appUrl, sandboxUrl, dataDir }),
      ...(mode === 'dev' ? { NODE_ENV: 'development' } : servingSettings),
    },
  })
  const end = () => {
    app.child.kill('SIGTERM')
    sandbox.child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
  void app.ended.then(end)
  void sandbox.ended.then(end)

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
    throw error
  }
  await Promise.all([app.ended, sandbox.ended])
}
