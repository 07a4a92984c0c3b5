import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { DANIEL, MIRA, type Person, PRIYA } from '../../sandbox/people.ts'
import { demoSettings } from '../../scripts/demo-settings.mjs'
import { freePort, launch, untilAnswers } from '../../scripts/processes.mjs'
import { signInOverHttp } from './sign-in-over-http.ts'

/** The built app beside a sandbox of its own, as one worker uses them. */
export interface Desk {
  url: string
  sandboxUrl: string
  cookies: { mira: BrowserCookie; daniel: BrowserCookie; priya: BrowserCookie }
}

interface BrowserCookie {
  name: string
  value: string
  domain: string
  path: string
  expires: number
  httpOnly: boolean
  secure: boolean
  sameSite: 'Lax'
}

interface TestFixtures {
  /** Who is signed in; `null` for nobody. */
  person: 'mira' | 'daniel' | 'priya' | null
  /** Speaks to the sandbox's control port. */
  control: (method: string, path: string, body?: unknown) => Promise<unknown>
  /** Console errors that a test brings about on purpose. */
  expectedErrors: RegExp[]
}

let seed = 1

export const test = base.extend<TestFixtures, { desk: Desk }>({
  person: ['mira', { option: true }],
  expectedErrors: [[], { option: true }],

  desk: [
    async ({ browserName: _ }, use, { workerIndex }) => {
      const port = await freePort(3400 + workerIndex * 20)
      const sandboxPort = await freePort(4400 + workerIndex * 20)
      const desk = { url: `http://localhost:${port}`, sandboxUrl: `http://127.0.0.1:${sandboxPort}` }
      const dataDir = await mkdtemp(join(tmpdir(), 'clearance-browser-'))
      const settings = demoSettings({ appUrl: desk.url, sandboxUrl: desk.sandboxUrl, dataDir })
      const sandbox = launch('node', ['sandbox/main.ts'], {
        env: { SANDBOX_PORT: String(sandboxPort) },
        stdio: 'ignore',
      })
      const app = launch('next', ['start', '-p', String(port), '-H', 'localhost'], {
        env: { ...settings, NODE_ENV: 'production', LOG_LEVEL: 'error' },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      await untilAnswers(`${desk.sandboxUrl}/oauth2/v0/jwks`, sandbox.child)
      await untilAnswers(`${desk.url}/api/health/ready`, app.child)
      const cookieOf = async (person: Person): Promise<BrowserCookie> => {
        const value = await signInOverHttp(desk.url, person.id)
        return {
          name: 'clearance.session',
          value,
          domain: 'localhost',
          path: '/',
          expires: -1,
          httpOnly: true,
          secure: false,
          sameSite: 'Lax',
        }
      }
      const cookies = {
        mira: await cookieOf(MIRA),
        daniel: await cookieOf(DANIEL),
        priya: await cookieOf(PRIYA),
      }
      await use({ ...desk, cookies })
      for (const { child, ended } of [app, sandbox]) {
        child.kill('SIGTERM')
        await ended
      }
      rmSync(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: ({ desk }, use) => use(desk.url),

  control: async ({ desk }, use) => {
    const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await fetch(`${desk.sandboxUrl}/__control${path}`, {
        method,
        body: body === undefined ? null : JSON.stringify(body),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text && JSON.parse(text)
    }
    // Requests of another seed: what was decided about one is remembered for it.
    await control('POST', '/reset', { seed: seed++ })
    await use(control)
  },

  context: async ({ context, desk, person, control: _control }, use) => {
    if (person) await context.addCookies([desk.cookies[person]])
    await use(context)
  },

  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await use(page)
    const surprises = errors.filter((text) => !expectedErrors.some((expected) => expected.test(text)))
    expect(surprises, 'the page wrote errors to the console').toEqual([])
  },
})

export { expect }
