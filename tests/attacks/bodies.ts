import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { MIRA } from '../../sandbox/people.ts'
import { type AttackedDesk, HOST, SESSION } from './attacked-desk.ts'

const post = (...headers: string[]) =>
  ['POST /api/requests HTTP/1.1', `host: ${HOST}`, 'connection: close', ...headers, '', ''].join('\r\n')
const smuggled = `GET /api/openapi.json HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`

export function attackBodies(desk: () => AttackedDesk): void {
  const written = () =>
    desk()
      .sandbox.store.calls.all()
      .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/')).length

  describe('Two requests in one', () => {
    it.each([
      [
        'a length and chunks',
        `${post('content-length: 4', 'transfer-encoding: chunked')}0\r\n\r\n${smuggled}`,
      ],
      [
        'chunks and a length',
        `${post('transfer-encoding: chunked', 'content-length: 4')}0\r\n\r\n${smuggled}`,
      ],
      ['two lengths', `${post('content-length: 4', 'content-length: 5')}abcde`],
      ['the same length twice', `${post('content-length: 4', 'content-length: 4')}abcd`],
      ['a list of lengths', `${post('content-length: 4, 4')}abcd`],
      ['a length with a sign', `${post('content-length: +4')}abcd`],
      ['a length below nothing', `${post('content-length: -1')}abcd`],
      ['a length in hexadecimal', `${post('content-length: 0x4')}abcd`],
      ['a length with a space before its colon', `${post('content-length : 4')}abcd`],
      ['chunks by another name', `${post('transfer-encoding: xchunked')}0\r\n\r\n`],
      ['chunks that are not last', `${post('transfer-encoding: chunked, identity')}0\r\n\r\n`],
      ['two encodings', `${post('transfer-encoding: chunked', 'transfer-encoding: identity')}0\r\n\r\n`],
      ['chunks with a space before the colon', `${post('transfer-encoding : chunked')}0\r\n\r\n`],
      ['chunks on a folded line', `${post('transfer-encoding:\r\n chunked')}0\r\n\r\n`],
      ['a chunk of a size below nothing', `${post('transfer-encoding: chunked')}-1\r\na\r\n0\r\n\r\n`],
      ['a chunk of a size that is none', `${post('transfer-encoding: chunked')}0x1\r\na\r\n0\r\n\r\n`],
      ['a chunk that is longer than it says', `${post('transfer-encoding: chunked')}1\r\nabc\r\n0\r\n\r\n`],
      ['line ends of one character', `POST /api/requests HTTP/1.1\nhost: ${HOST}\ncontent-length: 0\n\n`],
      ['a carriage return inside a header', post('x-a: b\rtransfer-encoding: chunked')],
      ['a NUL inside a header', post('x-a: b\0c')],
      ['a header without a name', post(': b')],
      ['a second request line', `GET / HTTP/1.1\r\nGET /x HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`],
    ])('with %s are refused, and nothing behind is answered', async (_, bytes) => {
      const answer = await desk().shout(bytes)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
      expect(answer).not.toContain('openapi')
    })

    it('behind a refused one are not answered either', async () => {
      const refused = `POST /api/requests HTTP/1.1\r\nhost: evil.example\r\ncontent-length: 2\r\n\r\n{}`
      const answer = await desk().shout(refused + smuggled)
      expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
      expect(answer).toMatch(/^HTTP\/1\.1 421 /)
    })
  })

  describe('More than fits', () => {
    it.each([
      ['a body that says so', `${post('content-type: application/json', 'content-length: 1000001')}{`, 413],
      ['a target of 20 KB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`, 431],
      ['headers of 20 KB', post(`x-a: ${'a'.repeat(20_000)}`), 431],
      [
        '1,000 headers',
        post(...Array.from({ length: 1_000 }, (_, index) => `x-${index}: ${'a'.repeat(20)}`)),
        431,
      ],
      [
        'chunk extensions of 20 KB',
        `${post('transfer-encoding: chunked')}1;${'a'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
        413,
      ],
      ['something to expect', post('content-length: 2', 'expect: 200-miracle'), 417],
    ])('%s is refused', async (_, bytes, status) => {
      expect(await desk().shout(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    })

    it('a body without a length is refused as it comes, signed in or not', async () => {
      const visitor = desk().visitor()
      await visitor.signIn(MIRA)
      const chunk = `${(100_000).toString(16)}\r\n${' '.repeat(100_000)}\r\n`
      const answer = await desk().shout(
        post(
          'content-type: application/json',
          'x-clearance: 1',
          'sec-fetch-site: same-origin',
          `cookie: ${SESSION}=${visitor.jar.get(SESSION)}`,
          'transfer-encoding: chunked',
        ) + chunk.repeat(12),
      )
      expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    })
  })

  describe('A body that is', () => {
    const valid = JSON.stringify({ name: 'Harmless', startDate: '2027-01-04', endDate: '2027-01-05' })
    it.each<[string, string | Buffer, Record<string, string>]>([
      ['packed', gzipSync(valid), { 'content-encoding': 'gzip' }],
      ['a bomb when unpacked', gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' }],
      ['cut off', valid.slice(0, -3), {}],
      ['nothing', '', {}],
      ['100,000 lists deep', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, {}],
      ['100,000 objects deep', `${'{"name":'.repeat(100_000)}1${'}'.repeat(100_000)}`, {}],
      ['not a number', '{"name":NaN}', {}],
      ['a number without end', '{"name":1e999}', {}],
      ['half a character', '{"name":"\\ud800"}', {}],
      ['a NUL', '{"name":"a\\u0000b"}', {}],
      ['not UTF-8', Buffer.from([0x7b, 0x22, 0x6e, 0xff, 0xfe, 0x22, 0x7d]), {}],
      ['UTF-16', Buffer.from(valid, 'utf16le'), {}],
      ['a list', `[${valid}]`, {}],
      ['a text', JSON.stringify(valid), {}],
      ['a form', 'name=Harmless', {}],
      ['JSON with a comment', `${valid}//`, {}],
      ['a name that is a list', '{"name":["Harmless"]}', {}],
      ['a name that is an object with a length', '{"name":{"length":5,"trim":"x"}}', {}],
    ])('%s changes nothing and is called what it is', async (_, body, headers) => {
      const visitor = desk().visitor()
      await visitor.signIn(MIRA)
      const before = written()
      const answer = await visitor.write('POST', '/api/requests', body, headers)
      expect(answer.status).toBe(400)
      expect(answer.json).toMatchObject({ code: 'bad-request' })
      expect(answer.text).toContain('Nothing was changed')
      expect(written()).toBe(before)
    })

    it('in which a name comes twice is read one way: the last counts, in what is checked as in what is sent', async () => {
      const visitor = desk().visitor()
      await visitor.signIn(MIRA)
      const twice = `{"name":"First","name":"Second"}`
      const { json } = await visitor.write('POST', '/api/requests', twice)
      expect(json.outcome).toBe('done')
      const { json: saved } = await visitor.get(`/api/requests/${encodeURIComponent(json.requestKey)}`)
      expect(saved.name).toBe('Second')
    })
  })
}
