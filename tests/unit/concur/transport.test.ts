import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ConcurError, ConcurRefused } from '../../../lib/concur/errors.ts'
import { GeolocationRefused } from '../../../lib/concur/geolocation.ts'
import { InvalidId } from '../../../lib/concur/ids.ts'
import type { CallReport, ConcurCall } from '../../../lib/concur/transport.ts'
import { answer, bytesOf, listen, tokensAt, transportTo } from './listen.ts'

const read: ConcurCall = { operation: 'read it', method: 'GET', path: ['it'] }
const write: ConcurCall = {
  operation: 'write it',
  method: 'POST',
  path: ['it'],
  body: '<é/>',
  contentType: 'application/xml',
}

const page = (origin: string) => ({ tokens: tokensAt(origin), mode: 'page' }) as const
const job = (origin: string) => ({ tokens: tokensAt(origin), mode: 'job' }) as const

describe('a call that is answered', () => {
  it('carries the token and its bytes, and keeps the correlation id', async () => {
    const { origin, heard } = await listen(answer(200, '<ok/>', { 'concur-correlationid': 'c-1' }))
    const said = await transportTo(origin).transport.send(
      {
        ...read,
        path: ['api', 'a%wq$'],
        query: { status: 'TOAPPROVE', loginid: 'a+b@x.de', no: undefined, parentCode: ['1', '2'] },
      },
      page(origin),
    )
    expect(said).toMatchObject({ status: 200, correlationId: 'c-1', bytes: bytesOf('<ok/>') })
    expect(heard).toMatchObject([
      {
        url: '/api/a%25wq%24?status=TOAPPROVE&loginid=a%2Bb%40x.de&parentCode=1&parentCode=2',
        headers: { authorization: 'Bearer token-1', 'user-agent': 'clearance-test' },
      },
    ])
  })

  it.each([
    ['text', '<é/>'],
    ['bytes', bytesOf('<é/>')],
  ])('a body of %s has a length and is never chunked', async (_, body) => {
    const { origin, heard } = await listen(answer(200))
    await transportTo(origin).transport.send({ ...write, body }, page(origin))
    expect(heard[0]).toMatchObject({
      body: '<é/>',
      headers: { 'content-length': '5', 'content-type': 'application/xml' },
    })
    expect(heard[0]?.headers['transfer-encoding']).toBeUndefined()
  })

  it('a delete without a body has none', async () => {
    const { origin, heard } = await listen(answer(204))
    await transportTo(origin).transport.send({ ...read, method: 'DELETE' }, page(origin))
    expect(heard[0]?.headers['transfer-encoding']).toBeUndefined()
  })
})

describe('a call that is never made', () => {
  it('a geolocation off the list gets no token', async () => {
    const { origin, heard } = await listen(answer(200))
    const elsewhere = tokensAt('https://evil.example')
    await expect(
      transportTo(origin).transport.send(read, { tokens: elsewhere, mode: 'page' }),
    ).rejects.toThrow(GeolocationRefused)
    expect(heard).toEqual([])
  })

  it.each(['..', '.', '', 'a/b', 'a\\b'])('a segment %j makes no URL', async (segment) => {
    const { origin, heard } = await listen(answer(200))
    await expect(
      transportTo(origin).transport.send({ ...read, path: ['x', segment] }, page(origin)),
    ).rejects.toThrow(InvalidId)
    expect(heard).toEqual([])
  })

  it('a caller who has given up already sends nothing', async () => {
    const { origin, heard } = await listen(answer(200))
    const sending = transportTo(origin).transport.send(write, {
      ...page(origin),
      signal: AbortSignal.abort(),
    })
    await expect(sending).rejects.toMatchObject({ name: 'ConcurTimeout', sent: 'no', abandoned: true })
    expect(heard).toEqual([])
  })
})

const words = 'You may not do this.'
const xmlError = `<Error xmlns="u"><Message>${words}</Message><Server-Time>2012-06-08T16:35:20</Server-Time><Id>E-1</Id></Error>`

describe('what an error answer becomes', () => {
  it.each([
    ['the XML of v1', 400, xmlError, 'ConcurRefused', words, 'E-1'],
    [
      'XML with a prefix',
      404,
      `<e:Error xmlns:e="u"><e:Message>${words}</e:Message><e:Id>E-1</e:Id></e:Error>`,
      'ConcurNotFound',
      words,
      'E-1',
    ],
    [
      'XML in a wrapper',
      403,
      `<R><StatusCode>403</StatusCode><Content>${xmlError}</Content></R>`,
      'ConcurForbidden',
      words,
      'E-1',
    ],
    [
      'a message of elements',
      400,
      '<Error><Message><Code>7</Code><Text>bad & worse</Text></Message></Error>',
      'ConcurRefused',
      '7 bad & worse',
      undefined,
    ],
    [
      'the JSON twin',
      409,
      `{"Error":{"Message":"${words}","Server-Time":"x","Id":"E-1"}}`,
      'ConcurConflict',
      words,
      'E-1',
    ],
    ['v3', 400, `{"Message":"${words}"}`, 'ConcurRefused', words, undefined],
    [
      'v4',
      403,
      `{"errorId":"E-1","errorMessage":"${words}","httpStatus":"403","path":"/x","timestamp":"t"}`,
      'ConcurForbidden',
      words,
      'E-1',
    ],
    [
      'List v4',
      404,
      `{"timestamp":"t","httpStatus":404,"error":{"id":"E-1","message":"${words}"},"path":"/x"}`,
      'ConcurNotFound',
      words,
      'E-1',
    ],
    ['plain text', 400, words, 'ConcurRefused', words, undefined],
    [
      'a gateway page',
      502,
      '<!DOCTYPE html><html><body>Bad gateway</body></html>',
      'ConcurUnavailable',
      undefined,
      undefined,
    ],
    ['half an XML', 400, '<Error><Message>cut', 'ConcurRefused', undefined, undefined],
    ['broken JSON', 400, '{"Error":', 'ConcurRefused', undefined, undefined],
    ['nothing', 400, '', 'ConcurRefused', undefined, undefined],
    ['a 412', 412, '', 'ConcurConflict', undefined, undefined],
    ['a 500', 500, xmlError, 'ConcurUnavailable', words, 'E-1'],
    ['a 504', 504, '', 'ConcurTimeout', undefined, undefined],
    [
      'a deadlock',
      400,
      '<Error><Message>Transaction was deadlocked on lock resources</Message></Error>',
      'ConcurDeadlock',
      'Transaction was deadlocked on lock resources',
      undefined,
    ],
  ])('%s', async (_, status, body, name, concurMessage, errorId) => {
    const { origin } = await listen(answer(status, body, { 'concur-correlationid': 'c-9' }))
    const error = await failure(transportTo(origin).transport.send(write, page(origin)))
    expect(error).toMatchObject({ name, httpStatus: status, operation: 'write it', correlationId: 'c-9' })
    expect(error.concurMessage).toBe(concurMessage)
    expect(error.errorId).toBe(errorId)
    expect(error.sent).toBe(status >= 500 ? 'maybe' : 'no')
  })

  it('validation errors of v4 come with their sources', async () => {
    const body = JSON.stringify({
      errorMessage: 'x',
      validationErrors: [{ id: 'v1', message: 'Too long', source: 'name' }, {}],
    })
    const { origin } = await listen(answer(400, body))
    expect((await failure(transportTo(origin).transport.send(write, page(origin)))).validationErrors).toEqual(
      [
        { id: 'v1', message: 'Too long', source: 'name' },
        { id: null, message: '', source: null },
      ],
    )
  })

  it('an error repeats no token, no control character and no novel', async () => {
    const body = JSON.stringify({ Message: `bad token-1\u0007\r\n\u202e${'x'.repeat(9999)}`, Error: 7 })
    const { origin } = await listen(answer(400, body))
    const error = await failure(transportTo(origin).transport.send(write, page(origin)))
    expect(error.concurMessage).toMatch(/^bad \(removed\) x+…$/)
    expect(error.concurMessage).toHaveLength(500)
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toContain('token-1')
  })

  it.each([301, 302, 307, 308])('a %s is refused, and its target never called', async (status) => {
    const target = await listen(answer(200))
    const { origin } = await listen(answer(status, '', { location: target.origin }))
    await expect(transportTo(origin).transport.send(read, page(origin))).rejects.toMatchObject({
      name: 'ConcurMalformed',
      httpStatus: status,
    })
    expect(target.heard).toEqual([])
  })

  it('an endless answer is cut at the cap', async () => {
    const { origin } = await listen((response) => {
      response.writeHead(200, { 'concur-correlationid': 'c-2' })
      const pour = () => {
        while (response.write('x'.repeat(10_000)));
        response.once('drain', pour)
      }
      pour()
    })
    await expect(
      transportTo(origin, { maxBytes: 100_000 }).transport.send(read, page(origin)),
    ).rejects.toMatchObject({
      name: 'ConcurMalformed',
      correlationId: 'c-2',
    })
  })
})

describe('time', () => {
  it('no answer within the deadline is a time-out', async () => {
    const { origin, heard } = await listen(() => {})
    await expect(
      transportTo(origin, { deadlineMs: 400 }).transport.send(read, page(origin)),
    ).rejects.toMatchObject({
      name: 'ConcurTimeout',
      // A read changes nothing, however it ends.
      sent: 'no',
      abandoned: false,
    })
    expect(heard).toHaveLength(1)
  })

  it('half an answer within the deadline is one too', async () => {
    const { origin } = await listen(
      (response) => void response.writeHead(200, { 'concur-correlationid': 'c-3' }).write('<half'),
    )
    await expect(
      transportTo(origin, { deadlineMs: 400 }).transport.send(read, page(origin)),
    ).rejects.toMatchObject({
      name: 'ConcurTimeout',
      correlationId: 'c-3',
    })
  })

  it('a caller who gives up on a write does not know what became of it', async () => {
    const caller = new AbortController()
    const { origin } = await listen(() => caller.abort())
    const sending = transportTo(origin).transport.send(write, { ...page(origin), signal: caller.signal })
    await expect(sending).rejects.toMatchObject({ name: 'ConcurTimeout', sent: 'maybe', abandoned: true })
  })
})

describe('the connection', () => {
  it('nobody listening means that nothing was sent', async () => {
    const { origin, close } = await listen(answer(200))
    await close()
    const { transport, waits } = transportTo(origin)
    await expect(transport.send(write, page(origin))).rejects.toMatchObject({
      name: 'ConcurUnavailable',
      sent: 'no',
    })
    expect(waits).toEqual([300])
  })

  it('a reset after a write arrived leaves it open, and nobody repeats it', async () => {
    const { origin, heard } = await listen((response) => void response.socket?.resetAndDestroy())
    await expect(transportTo(origin).transport.send(write, page(origin))).rejects.toMatchObject({
      name: 'ConcurUnavailable',
      sent: 'maybe',
    })
    expect(heard).toHaveLength(1)
  })

  it('a read that was reset is read again', async () => {
    const { origin, heard } = await listen(
      (response) => void response.socket?.resetAndDestroy(),
      answer(200, 'ok'),
    )
    await expect(transportTo(origin).transport.send(read, page(origin))).resolves.toMatchObject({
      status: 200,
    })
    expect(heard).toHaveLength(2)
  })

  it('an answer shorter than it said is a lost connection, not an answer', async () => {
    const { origin } = await listen((response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('<half', () => response.socket?.destroy())
    })
    await expect(transportTo(origin).transport.send(write, page(origin))).rejects.toMatchObject({
      name: 'ConcurUnavailable',
      sent: 'maybe',
    })
  })
})

describe('tries', () => {
  const deadlock = answer(400, '<Error><Message>Deadlock found</Message></Error>')

  it.each([
    ['a read on 503 is tried once more', read, [answer(503), answer(200)], 2],
    ['a write on 503 is not', write, [answer(503)], 1],
    ['a write that met a deadlock is resent three times', write, [deadlock], 4],
    ['a write that met a deadlock once succeeds', write, [deadlock, answer(200)], 2],
    ['a write told to slow down is resent', write, [answer(429, '', { 'retry-after': '0' }), answer(200)], 2],
    ['a page does not wait for a long retry-after', read, [answer(429, '', { 'retry-after': '30' })], 1],
    ['a refusal is not repeated', read, [answer(400)], 1],
  ])('%s', async (_, call, answers, times) => {
    const { origin, heard } = await listen(...answers)
    await transportTo(origin)
      .transport.send(call, page(origin))
      .catch((error: unknown) => expect(error).toBeInstanceOf(ConcurError))
    expect(heard).toHaveLength(times)
  })

  it('a job leaves a 503 to be rescheduled', async () => {
    const { origin, heard } = await listen(answer(503, '', { 'retry-after': '120' }))
    await expect(transportTo(origin).transport.send(read, job(origin))).rejects.toMatchObject({
      retryAfterMs: 120_000,
    })
    expect(heard).toHaveLength(1)
  })

  it('every try is reported, without token, query or body', async () => {
    const reports: CallReport[] = []
    const { origin } = await listen(answer(503, '', { 'concur-correlationid': 'c-1' }), answer(200))
    const { transport } = transportTo(origin, { onCall: (report) => reports.push(report) })
    await transport.send({ ...read, query: { loginid: 'secret' } }, page(origin))
    expect(reports).toMatchObject([
      {
        operation: 'read it',
        method: 'GET',
        origin,
        attempt: 1,
        status: 503,
        outcome: 'ConcurUnavailable',
        correlationId: 'c-1',
      },
      { operation: 'read it', attempt: 2, status: 200, outcome: 'done' },
    ])
    expect(JSON.stringify(reports)).not.toMatch(/token-1|secret/)
  })
})

describe('a refused token', () => {
  it.each([
    ['401', 401, Number.MAX_SAFE_INTEGER],
    ['403 near its end', 403, Date.now() + 30_000],
  ])('on %s is refreshed once, and the write repeated once', async (_, status, expiresAt) => {
    const { origin, heard } = await listen(answer(status), answer(200))
    const tokens = tokensAt(origin, expiresAt)
    await transportTo(origin).transport.send(write, { tokens, mode: 'page' })
    expect(tokens.refused).toEqual(['token-1'])
    expect(heard.map((one) => one.headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('twice is the end of the session', async () => {
    const { origin, heard } = await listen(answer(401))
    const tokens = tokensAt(origin)
    await expect(transportTo(origin).transport.send(read, { tokens, mode: 'page' })).rejects.toMatchObject({
      name: 'ConcurSessionExpired',
    })
    expect([heard.length, tokens.refused.length]).toEqual([2, 1])
  })

  it('a 403 on a fresh token is about roles', async () => {
    const { origin } = await listen(answer(403))
    const tokens = tokensAt(origin)
    await expect(transportTo(origin).transport.send(read, { tokens, mode: 'page' })).rejects.toMatchObject({
      name: 'ConcurForbidden',
    })
    expect(tokens.refused).toEqual([])
  })

  it('a refresh does not use up the retry of a read', async () => {
    const { origin, heard } = await listen(answer(401), answer(503), answer(200))
    await transportTo(origin).transport.send(read, page(origin))
    expect(heard).toHaveLength(3)
  })

  it('a refresh may move the person to another data center', async () => {
    const old = await listen(answer(401))
    const moved = await listen(answer(200, 'here'))
    const tokens = { ...tokensAt(old.origin), refresh: tokensAt(moved.origin).refresh }
    const { allowed } = { allowed: { has: () => true } }
    await transportTo(old.origin, { allowed }).transport.send(read, { tokens, mode: 'page' })
    expect([old.heard.length, moved.heard.length]).toEqual([1, 1])
  })
})

describe('the circuit', () => {
  it('opens after failures in a row, tests with one call, and closes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const down = answer(503)
    const { origin, heard } = await listen(down, down, down, answer(200))
    const { transport } = transportTo(origin, { circuit: { failures: 2, openMs: 30_000 } })
    const send = () => failure(transport.send(write, job(origin)))
    await send()
    await send()
    expect(await send()).toMatchObject({ name: 'ConcurUnavailable', sent: 'no', retryAfterMs: 30_000 })
    expect(heard).toHaveLength(2)

    vi.setSystemTime(Date.now() + 30_001)
    await send()
    expect(heard).toHaveLength(3)
    expect(await send()).toMatchObject({ sent: 'no' })
    expect(heard).toHaveLength(3)

    vi.setSystemTime(Date.now() + 30_001)
    await transport.send(write, job(origin))
    await transport.send(write, job(origin))
    expect(heard).toHaveLength(5)
  })

  it.each([400, 403, 404, 409, 429, 500])('a %s does not open it', async (status) => {
    const { origin, heard } = await listen(answer(status))
    const { transport } = transportTo(origin, { circuit: { failures: 1 } })
    for (let time = 0; time < 3; time += 1)
      await failure(transport.send({ ...write, path: ['x'] }, { ...page(origin) }))
    expect(heard.length).toBeGreaterThanOrEqual(3)
  })

  it('a caller who gives up does not open it', async () => {
    const caller = new AbortController()
    const { origin } = await listen(() => caller.abort(), answer(200))
    const { transport } = transportTo(origin, { circuit: { failures: 1 } })
    await failure(transport.send(read, { ...page(origin), signal: caller.signal }))
    await expect(transport.send(read, page(origin))).resolves.toMatchObject({ status: 200 })
  })

  it('is one for each data center', async () => {
    const dead = await listen(answer(503))
    const alive = await listen(answer(200))
    const { transport } = transportTo(dead.origin, { allowed: { has: () => true }, circuit: { failures: 1 } })
    await failure(transport.send(write, page(dead.origin)))
    await expect(transport.send(read, page(alive.origin))).resolves.toMatchObject({ status: 200 })
  })

  it('too many calls at once are told so, and nothing of them was sent', async () => {
    let release = () => {}
    const { origin, heard } = await listen((response) => {
      release = () => void response.end()
    }, answer(200))
    const { transport } = transportTo(origin, { circuit: { inFlight: 1, waiting: 1 } })
    const first = transport.send(write, job(origin))
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    const second = transport.send(write, job(origin))
    const third = await failure(transport.send(write, { ...page(origin), mode: 'page' }))
    expect(third).toMatchObject({ name: 'ConcurBusy', sent: 'no' })
    release()
    await Promise.all([first, second])
    expect(heard).toHaveLength(2)
  })
})

async function failure(sending: Promise<unknown>): Promise<ConcurError> {
  try {
    await sending
  } catch (error) {
    if (error instanceof ConcurError) return error
    throw error
  }
  throw new ConcurRefused('It did not fail.', { operation: 'test', sent: 'no' })
}
