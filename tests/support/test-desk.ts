/// <reference types="vite/client" />
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { NextRequest } from 'next/server'
import pg from 'pg'
import { inject } from 'vitest'
import { newSessionToken } from '#lib/auth/session-store.ts'
import { boot, type Clearance } from '#lib/boot.ts'
import type { Timing } from '#lib/concur/transport.ts'
import { type Config, readConfig } from '#lib/config.ts'
import type { SandboxOptions } from '../../sandbox/options.ts'
import { MIRA, type Person } from '../../sandbox/people.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { demoSettings } from '../../scripts/demo-settings.mjs'

export const APP_URL = 'http://localhost:3000'
const REDIRECT_URI = `${APP_URL}/api/auth/callback/concur`

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>

const routes = import.meta.glob<Record<string, Handler>>('../../app/api/**/route.ts')

/** The real route handlers on a real database, with a sandbox of Concur of their own. */
export interface TestDesk {
  app: Clearance
  sandbox: RunningSandbox
  /** @param patient comes again after the time that a 429 names, as a program would that has much to do */
  signIn(person?: Person, patient?: 'patient', scopes?: string): Promise<Browser>
  /** Somebody who never signed in. */
  stranger: Browser
  /** A call with these headers and no others. */
  ask(method: string, path: string, body: unknown, headers: Headers): Promise<Answer>
  close(): Promise<void>
}

export interface Browser {
  cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The body as JSON, `null` where there is none. A test looks into it before it knows its shape. */
  json: ReturnType<typeof JSON.parse>
}

export async function openDesk(
  options: {
    sandbox?: SandboxOptions
    env?: Record<string, string>
    logTo?: { write(line: string): void }
    timing?: Timing
  } = {},
): Promise<TestDesk> {
  const sandbox = await startSandbox({ port: 0, ...options.sandbox })
  const database = await newDatabase()
  const app = await boot(
    testConfig(sandbox.url, { ...database.env, ...options.env }),
    undefined,
    options.logTo,
    options.timing,
  )
  globalThis.runningClearance = Promise.resolve(app)
  return {
    app,
    sandbox,
    stranger: browser(''),
    ask: (method, path, body, headers) =>
      call(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }),
    async signIn(person = MIRA, patient, scopes) {
      const code = await consent(sandbox.url, person, scopes)
      const { personId } = await app.completeSignIn(code, REDIRECT_URI)
      const token = newSessionToken()
      await app.sessions.create(token, personId)
      return browser(`clearance.session=${token}`, patient ? callPatiently : call)
    },
    async close() {
      await app.close()
      await sandbox.close()
      await database.drop()
    },
  }
}

export function testConfig(sandboxUrl: string, more: Record<string, string> = {}): Config {
  return readConfig({
    ...demoSettings({ appUrl: APP_URL, sandboxUrl, dataDir: 'memory://' }),
    CONCUR_COMPANY_REFRESH_TOKEN: '',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...more,
  })
}

/** Signs in at Concur as a browser would: consent, then the code out of the redirect. */
export async function consent(
  sandboxUrl: string,
  person: Person,
  scope = 'openid user.read identity.user.core.read TRVREQ LIST EXPRPT expense.report.readwrite',
): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/oauth2/v0/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      client_id: 'clearance-sandbox',
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope,
      state: 'test',
      person: person.id,
    }),
  })
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code')
  if (!code) throw new Error(`The sandbox gave no code: ${answer.status}`)
  return code
}

function browser(cookie: string, ask = call): Browser {
  return {
    cookie,
    get: (path, headers) => ask(path, { method: 'GET', headers: { cookie, ...headers } }),
    send: (method, path, body, headers) =>
      ask(path, {
        method,
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          cookie,
          'content-type': 'application/json',
          'x-clearance': '1',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      }),
  }
}

async function call(
  path: string,
  init: ConstructorParameters<typeof NextRequest>[1] & { method: string },
): Promise<Answer> {
  const request = new NextRequest(new URL(path, APP_URL), init)
  const { handler, params } = await find(request.nextUrl.pathname, init.method)
  const response = await handler(request, { params: Promise.resolve(params) })
  // Unlike text(), this keeps a byte order mark.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text ? JSON.parse(text) : null,
  }
}

async function callPatiently(...[path, init]: Parameters<typeof call>): Promise<Answer> {
  const answer = await call(path, init)
  if (answer.status !== 429) return answer
  await wait(answer.json.retryAfter * 1_000)
  return callPatiently(path, init)
}

/** The handler whose folder fits the path, literal folders before those in brackets, as Next finds it. */
async function find(path: string, method: string) {
  const fitting = Object.keys(routes)
    .map((file) => ({ file, folder: file.replace(/^.*\/app(\/api\/.*)\/route\.ts$/, '$1') }))
    .sort((a, b) => a.folder.split('[').length - b.folder.split('[').length)
  for (const { file, folder } of fitting) {
    const match = new RegExp(`^${folder.replace(/\./g, '\\.').replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`).exec(
      path,
    )
    if (!match) continue
    const handler = (await routes[file]?.())?.[method]
    if (!handler) throw new Error(`${folder} has no ${method}.`)
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ])
    return { handler, params: Object.fromEntries(params) }
  }
  throw new Error(`No route for ${path}.`)
}

export async function newDatabase(): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const server = inject('postgresUrl')
  if (!server) return { env: {}, drop: async () => {} }
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const run = async (statement: string) => {
    const client = new pg.Client(`${server}/postgres`)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await run(`create database ${name}`)
  return { env: { DATABASE_URL: `${server}/${name}` }, drop: () => run(`drop database ${name} with (force)`) }
}
