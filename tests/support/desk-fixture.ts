import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { demoSettings } from '../../scripts/demo-settings.mjs'
import { end, freePort, launch, serve, untilAnswers } from '../../scripts/processes.mjs'
import { signInOverHttp } from './sign-in-over-http.ts'

/** The built app beside a sandbox of its own, as one worker uses them. */
export interface Desk {
  url: string
  sandboxUrl: string
}

const people = { mira: MIRA, daniel: DANIEL, priya: PRIYA }

interface TestFixtures {
  /** Who is signed in; `null` for nobody. */
  person: keyof typeof people | null
  /** Speaks to the sandbox's control port. */
  control: (method: string, path: string, body?: unknown) => Promise<unknown>
  /** Console errors that a test brings about on purpose. */
  expectedErrors: RegExp[]
}

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
      const launched: ReturnType<typeof launch>[] = []
      try {
        const sandbox = launch('node', ['sandbox/main.ts'], {
          env: { SANDBOX_PORT: String(sandboxPort) },
          stdio: 'ignore',
        })
        launched.unshift(sandbox)
        const app = serve(port, {
          host: 'localhost',
          env: { ...settings, LOG_LEVEL: 'error' },
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        launched.unshift(app)
        await untilAnswers(`${desk.sandboxUrl}/oauth2/v0/jwks`, sandbox.child)
        await untilAnswers(`${desk.url}/api/health/ready`, app.child)
        await use(desk)
      } finally {
        // The sandbox last: the app lets end what is with Concur.
        for (const each of launched) await end(each)
        rmSync(dataDir, { recursive: true, force: true })
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: ({ desk }, use) => use(desk.url),

  control: async ({ desk }, use, { testId }) => {
    const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await fetch(`${desk.sandboxUrl}/__control${path}`, {
        method,
        body: body === undefined ? null : JSON.stringify(body),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text && JSON.parse(text)
    }
    // Requests of a seed of its own, since what was decided about one is remembered; the same at every run, so that a test that found what it needs finds it again.
    await control('POST', '/reset', { seed: Number.parseInt(testId.slice(-8), 16) })
    await use(control)
  },

  context: async ({ context, desk, person, control: _control }, use) => {
    // A session of its own for each test: one that a test ends is nobody else's.
    if (person) {
      const value = await signInOverHttp(desk.url, people[person].id)
      await context.addCookies([
        { name: 'clearance.session', value, url: desk.url, httpOnly: true, sameSite: 'Lax' },
      ])
    }
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
