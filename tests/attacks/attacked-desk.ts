import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Person } from '../../sandbox/people.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { demoSettings } from '../../scripts/demo-settings.mjs'
import { end, freePort, serve, untilAnswers } from '../../scripts/processes.mjs'
import { rawClient } from '../unit/server/raw-client.ts'

/** The public name of the desk. Nothing listens there: whoever attacks speaks to its process and says this name. */
export const HOST = 'desk.example.com'
export const APP_URL = `https://${HOST}`
export const SESSION = '__Host-clearance.session'

export interface Heard {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON; a test looks into it before it knows its shape. */
  json: ReturnType<typeof JSON.parse>
}

export interface Ask {
  headers?: Record<string, string | string[]>
  body?: string | Buffer
}

/** The built desk as it stands behind a proxy that ends TLS, with a sandbox that the tests can look into. */
export interface AttackedDesk {
  port: number
  sandbox: RunningSandbox
  /** Everything that the process wrote since it opened. */
  lines: string[]
  /** Cookies, codes and states that were handed out: none of them may ever be in the log. */
  secrets: Set<string>
  visitor(): Visitor
  /** Bytes as they are; hears until the connection ends. */
  shout(bytes: string): Promise<string>
  close(): Promise<void>
}

export async function openAttackedDesk(): Promise<AttackedDesk> {
  const sandbox = await startSandbox({ port: 0, redirectUris: [`${APP_URL}/api/auth/callback/concur`] })
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-attacked-'))
  const port = await freePort(21_000 + (process.pid % 400) * 20)
  const settings = demoSettings({ appUrl: APP_URL, sandboxUrl: sandbox.url, dataDir })
  const app = serve(port, {
    host: '127.0.0.1',
    env: { ...settings, LOG_LEVEL: 'trace' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [app.child.stdout, app.child.stderr])
    if (stream) createInterface(stream).on('line', (line) => lines.push(line))
  await untilAnswers(`http://127.0.0.1:${port}/api/health/ready`, app.child)
  lines.length = 0
  const agent = new Agent({ keepAlive: true })
  const secrets = new Set([settings.AUTH_SECRET, settings.TOKEN_KEYS, settings.CONCUR_CLIENT_SECRET])
  let visitors = 0
  return {
    port,
    sandbox,
    lines,
    secrets,
    visitor() {
      visitors += 1
      // An address of their own for each, as their proxy would name it.
      return new Visitor({ port, agent, secrets }, `198.51.100.${visitors}`)
    },
    async shout(bytes) {
      const client = await rawClient(port)
      client.say(bytes)
      return client.ended
    },
    async close() {
      agent.destroy()
      await end(app)
      await sandbox.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

interface VisitedDesk {
  port: number
  agent: Agent
  secrets: Set<string>
}

/** Somebody with a browser's cookies and none of its scruples. */
export class Visitor {
  readonly jar = new Map<string, string>()
  readonly address: string
  readonly #desk: VisitedDesk

  constructor(desk: VisitedDesk, address: string) {
    this.#desk = desk
    this.address = address
  }

  /** One exchange; a path goes out as it is written. */
  async ask(method: string, path: string, { headers = {}, body }: Ask = {}): Promise<Heard> {
    const { port, agent } = this.#desk
    const call = request({
      port,
      host: '127.0.0.1',
      agent,
      method,
      path,
      headers: {
        host: HOST,
        'x-forwarded-for': this.address,
        ...(this.jar.size > 0 ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    })
    call.end(body)
    const [answer] = await once(call, 'response')
    this.#keep(answer.headers['set-cookie'] ?? [])
    const heard = await text(answer)
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: heard,
      json: isJson && heard ? JSON.parse(heard) : null,
    }
  }

  get(path: string, headers?: Ask['headers']): Promise<Heard> {
    return this.ask('GET', path, { headers })
  }

  /** A write as the desk's own page sends it; comes again when the desk asks to slow down. */
  async write(method: string, path: string, body: unknown, headers?: Ask['headers']): Promise<Heard> {
    const answer = await this.ask(method, path, {
      headers: {
        'content-type': 'application/json',
        'x-clearance': '1',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    })
    if (answer.status !== 429) return answer
    await wait(answer.json.retryAfter * 1_000)
    return this.write(method, path, body, headers)
  }

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.get('/api/me')).status === 200
  }

  /** Presses "Sign in": where Concur is asked for consent. */
  async begin(query = '', callbackUrl = '/requests'): Promise<URL> {
    const { json } = await this.get('/api/auth/csrf')
    const answer = await this.ask('POST', `/api/auth/signin/concur${query}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams({ csrfToken: json.csrfToken, callbackUrl, json: 'true' })),
    })
    const authorize = new URL(answer.json.url)
    this.#desk.secrets.add(authorize.searchParams.get('state') ?? '')
    return authorize
  }

  /** Concur's answer to somebody who allowed access: the address of the callback, as the browser would ask for it. */
  async consent(authorize: URL, person: Person): Promise<URL> {
    const form = new URLSearchParams(authorize.searchParams)
    form.set('person', person.id)
    const answer = await fetch(authorize.origin + authorize.pathname, {
      method: 'POST',
      redirect: 'manual',
      body: form,
    })
    const callback = new URL(answer.headers.get('location') ?? '')
    this.#desk.secrets.add(callback.searchParams.get('code') ?? '')
    return callback
  }

  follow(callback: URL): Promise<Heard> {
    return this.get(callback.pathname + callback.search)
  }

  async signIn(person: Person): Promise<Heard> {
    const answer = await this.follow(await this.consent(await this.begin(), person))
    if (!this.jar.has(SESSION)) throw new Error(`The sign-in gave no session: ${answer.headers.location}`)
    return answer
  }

  #keep(set: string[]): void {
    for (const cookie of set) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) this.jar.delete(name)
      else this.jar.set(name, value)
      if (value.length > 20 && !name.includes('callback-url')) this.#desk.secrets.add(value)
    }
  }
}
