import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDeskServer } from '../../../lib/server/desk-server.ts'
import type { ServerLimits } from '../../../lib/server/limits.ts'
import type { Refused } from '../../../lib/server/refuse.ts'
import { rawClient } from './raw-client.ts'

const echo = async (request: IncomingMessage, response: ServerResponse) => {
  const body = await text(request)
  response.end(JSON.stringify({ headers: request.headers, bytes: body.length }))
}

async function open(handle = echo, limits: Partial<ServerLimits> = {}) {
  const refused: Refused[] = []
  const desk = createDeskServer({
    appUrl: 'https://desk.example.com',
    handle,
    limits,
    onRefused: (each) => void refused.push(each),
  })
  await once(desk.server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(async () => {
    desk.server.closeAllConnections()
    desk.server.close()
  })
  const address = desk.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { ...desk, port, url: `http://127.0.0.1:${port}`, refused }
}

const head = (line: string, ...headers: string[]) => [line, ...headers, '', ''].join('\r\n')
const ask = (path: string, ...headers: string[]) =>
  head(`GET ${path} HTTP/1.1`, 'host: desk.example.com', ...headers)

describe('A body', () => {
  it.each([
    ['of 1 MB anywhere', '/api/requests', 1_000_000, 200],
    ['above 1 MB', '/api/requests', 1_000_001, 413],
    ['of many rows for a check', '/api/lists/L1/check', 2_000_000, 200],
    ['of many rows for a batch', '/api/lists/L1/batches?x=1', 2_000_000, 200],
    ['of many rows where none are taken', '/api/lists/L1/change-code', 2_000_000, 413],
  ])('%s: %s takes %i bytes with %i', async (_, path, bytes, status) => {
    const { url } = await open()
    const answer = await fetch(url + path, { method: 'POST', body: 'x'.repeat(bytes) })
    expect(answer.status).toBe(status)
    if (status === 413) expect(await answer.json()).toMatchObject({ code: 'too-large', status: 413 })
  })

  it('without a length is counted as it comes, and what is too much reaches nobody', async () => {
    let reached = 0
    const { promise: read, resolve: tell } = Promise.withResolvers<string>()
    const { port, refused } = await open(async (request) => {
      try {
        for await (const chunk of request) reached += chunk.length
        tell('whole')
      } catch {
        tell('cut')
      }
    })
    const client = await rawClient(port)
    client.say(head('POST /api/requests HTTP/1.1', 'host: desk.example.com', 'transfer-encoding: chunked'))
    const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`
    for (let index = 0; index < 11; index += 1) client.say(chunk)
    client.say('0\r\n\r\n')
    const answer = await client.ended
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*"code":"too-large"/s)
    // The one word about it: what the caller was told, under the same id.
    expect(refused).toEqual([
      { status: 413, requestId: /x-request-id: (\S+)/.exec(answer)?.[1], err: expect.any(Error) },
    ])
    expect(await read).toBe('cut')
    expect(reached).toBeLessThanOrEqual(1_000_000)
  })

  it('that asks first whether it may come is refused before it is sent', async () => {
    const { port } = await open()
    const client = await rawClient(port)
    client.say(
      head(
        'POST /api/lists/L1/check HTTP/1.1',
        'host: desk.example.com',
        'expect: 100-continue',
        'content-length: 64000001',
      ),
    )
    expect(await client.ended).toMatch(/^HTTP\/1\.1 413 /)
  })
})

describe('An address', () => {
  it.each(['/api/requests/100%', '/api/requests/%zz', '/api/requests/%ff', '/%c0%ae'])(
    '%s is nonsense, and told so',
    async (path) => {
      const { port } = await open()
      const client = await rawClient(port)
      client.say(ask(path, 'connection: close'))
      expect(await client.ended).toMatch(/^HTTP\/1\.1 400 .*"code":"bad-request"/s)
    },
  )
})

describe('A slow client', () => {
  it('that does not end its headers is cut', async () => {
    const { port } = await open(echo, { headersMs: 200, requestMs: 400, lookMs: 50 })
    const client = await rawClient(port)
    client.say('GET / HTTP/1.1\r\nhost: desk.example.com\r\nx-slow: ')
    expect(await client.ended).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('that does not end its body is cut', async () => {
    const { port } = await open(echo, { headersMs: 200, requestMs: 400, lookMs: 50 })
    const client = await rawClient(port)
    client.say(head('POST /api/requests HTTP/1.1', 'host: desk.example.com', 'content-length: 10'))
    client.say('half')
    expect(await client.ended).toMatch(/^HTTP\/1\.1 408 /)
  })
})

describe('The name that a request asks for', () => {
  it.each([
    ['the public address', ask('/'), 200],
    ['this machine', head('GET / HTTP/1.1', 'host: localhost:3000'), 200],
    ['another name', head('GET / HTTP/1.1', 'host: evil.example'), 421],
    ['the public name with another port', head('GET / HTTP/1.1', 'host: desk.example.com:8443'), 421],
    ['no name at all', head('GET / HTTP/1.0'), 421],
    ['a whole URL', ask('http://evil.example/'), 400],
    [
      'health by the address of a process',
      head('GET /api/health/ready HTTP/1.1', 'host: 10.0.0.7:3000'),
      200,
    ],
  ])('%s', async (_, request, status) => {
    const { port } = await open()
    const client = await rawClient(port)
    client.say(request)
    expect(await client.hears('}')).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })
})

describe('Headers of a request', () => {
  it.each([
    'x-middleware-subrequest',
    'x-middleware-rewrite',
    'x-middleware-override-headers',
    'x-invoke-path',
    'x-matched-path',
    'x-now-route-matches',
    'x-nextjs-data',
    'next-resume',
    'x-clearance-local',
  ])('%s stays outside', async (name) => {
    const { port } = await open()
    const client = await rawClient(port)
    client.say(ask('/', `${name}: proxy:proxy:proxy`))
    expect(await client.hears('}')).not.toContain(name)
  })

  it('that the pages use come through', async () => {
    const { port } = await open()
    const client = await rawClient(port)
    client.say(ask('/', 'rsc: 1', 'next-router-prefetch: 1', 'x-clearance: 1'))
    const heard = await client.hears('}')
    for (const name of ['rsc', 'next-router-prefetch', 'x-clearance'])
      expect(heard).toContain(`"${name}":"1"`)
  })

  it.each([
    ['straight from this machine', ['host: localhost'], true],
    ['through a proxy on this machine', ['host: localhost', 'x-forwarded-for: 203.0.113.9'], false],
    ['by the public name', ['host: desk.example.com'], false],
  ])('a call %s', async (_, headers, marked) => {
    const { port } = await open()
    const client = await rawClient(port)
    client.say(head('GET /api/metrics HTTP/1.1', ...headers))
    expect((await client.hears('}')).includes('x-clearance-local')).toBe(marked)
  })
})

describe('Every answer', () => {
  it.each([
    ['of Next', ask('/'), 200],
    ['in its place', ask('http://evil.example/'), 400],
    ['of Node', 'no HTTP\r\n\r\n', 400],
  ])(
    '%s carries what protects it, and speaks of https only where there is any',
    async (_, request, status) => {
      const { port } = await open(async (_request, response) => void response.end('}'))
      const client = await rawClient(port)
      client.say(request)
      const heard = await client.hears('\r\n\r\n')
      expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      expect(heard).toMatch(/^content-security-policy: default-src 'none'/im)
      expect(heard).toMatch(/^x-content-type-options: nosniff/im)
      expect(heard).not.toMatch(/strict-transport-security/i)
    },
  )

  it('to what Node cannot read comes only where none was begun', async () => {
    const { port } = await open(async (_request, response) => {
      response.flushHeaders()
    })
    const client = await rawClient(port)
    client.say(ask('/'))
    await client.hears('\r\n\r\n')
    client.say('no HTTP\r\n\r\n')
    expect((await client.ended).match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })
})

describe('The address that a call comes from', () => {
  it.each([
    ['is what the nearest proxy says', ['x-forwarded-for: 1.1.1.1, 203.0.113.9'], '203.0.113.9'],
    ['is the socket’s where no proxy says anything', [], '127.0.0.1'],
    ['is the socket’s where a proxy says no address', ['x-forwarded-for: evil'], '127.0.0.1'],
    ['is not what the caller says of it', ['x-clearance-client: 203.0.113.9'], '127.0.0.1'],
  ])('%s', async (_, headers, client) => {
    const { port } = await open()
    const caller = await rawClient(port)
    caller.say(ask('/', ...headers))
    expect(await caller.hears('}')).toContain(`"x-clearance-client":"${client}"`)
  })
})

describe('A desk that is being stopped', () => {
  it('lets a running call end, then takes no new one', async () => {
    const { promise: mayAnswer, resolve: letAnswer } = Promise.withResolvers<void>()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const { port, drain } = await open(async (_, response) => {
      arrive()
      await mayAnswer
      response.end('done')
    })
    const [client, idle, slow] = [await rawClient(port), await rawClient(port), await rawClient(port)]
    client.say(ask('/api/requests'))
    slow.say('GET / HTTP/1.1\r\n')
    await arrived
    let drained = false
    const drain_ = drain().then(() => {
      drained = true
    })
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    expect(drained).toBe(false)
    letAnswer()
    await drain_
    expect(await client.ended).toMatch(/^HTTP\/1\.1 200 OK.*done/s)
    expect([await idle.ended, await slow.ended]).toEqual(['', ''])
  })

  it('whose answers have all been sent stops at once', async () => {
    const { port, drain } = await open()
    await fetch(`http://127.0.0.1:${port}/`)
    await drain()
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  })

  it('answers nothing where Next itself broke but its own words', async () => {
    const { url } = await open(async () => {
      throw new Error('secret words')
    })
    const answer = await fetch(url)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
  })
})
