import { describe, expect, it } from 'vitest'
import { type AttackedDesk, HOST } from './attacked-desk.ts'

const EVIL = 'evil.example'
const head = (line: string, ...headers: string[]) =>
  [line, ...headers, 'connection: close', '', ''].join('\r\n')

export function attackHosts(desk: () => AttackedDesk): void {
  describe('A request that names', () => {
    it.each([
      ['another host', head('GET /sign-in HTTP/1.1', `host: ${EVIL}`), 421],
      ['our host with a dot behind it', head('GET /sign-in HTTP/1.1', `host: ${HOST}.`), 421],
      ['our host inside another', head('GET /sign-in HTTP/1.1', `host: ${HOST}.${EVIL}`), 421],
      ['our host as a user', head('GET /sign-in HTTP/1.1', `host: ${HOST}@${EVIL}`), 421],
      ['this machine as a user', head('GET /sign-in HTTP/1.1', `host: localhost@${EVIL}`), 421],
      [
        'a name that begins like this machine’s',
        head('GET /sign-in HTTP/1.1', `host: 127.0.0.1.${EVIL}`),
        421,
      ],
      ['no host', head('GET /sign-in HTTP/1.1'), 400],
      ['an empty host', head('GET /sign-in HTTP/1.1', 'host:'), 421],
      ['two hosts, ours first', head('GET /sign-in HTTP/1.1', `host: ${HOST}`, `host: ${EVIL}`), 400],
      ['two hosts, ours last', head('GET /sign-in HTTP/1.1', `host: ${EVIL}`, `host: ${HOST}`), 400],
      ['our host twice', head('GET /sign-in HTTP/1.1', `host: ${HOST}`, `host: ${HOST}`), 400],
      ['another host in a whole URL', head(`GET http://${EVIL}/sign-in HTTP/1.1`, `host: ${HOST}`), 400],
      ['our host in a whole URL', head(`GET http://${HOST}/sign-in HTTP/1.1`, `host: ${EVIL}`), 400],
      ['a host instead of a path', head(`GET ${EVIL}:443 HTTP/1.1`, `host: ${HOST}`), 400],
      ['an asterisk instead of a path', head('OPTIONS * HTTP/1.1', `host: ${HOST}`), 400],
    ])('%s is refused', async (_, request, status) => {
      const answer = await desk().shout(request)
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      expect(answer).not.toContain(EVIL)
    })

    it('a tunnel to another host gets none', async () => {
      expect(await desk().shout(head(`CONNECT ${EVIL}:443 HTTP/1.1`, `host: ${EVIL}:443`))).toBe('')
    })

    it('another host in the headers of a proxy changes no answer, no link and no cookie', async () => {
      const forwarded = {
        'x-forwarded-host': EVIL,
        'x-forwarded-proto': 'http',
        'x-forwarded-port': '8080',
        'x-forwarded-server': EVIL,
        'x-host': EVIL,
        'x-original-host': EVIL,
        'x-http-host-override': EVIL,
        'x-original-url': `https://${EVIL}/`,
        'x-rewrite-url': '/api/openapi.json',
        forwarded: `host=${EVIL};proto=http`,
        origin: `https://${EVIL}`,
        referer: `https://${EVIL}/`,
      }
      for (const path of [
        '/',
        '/requests',
        '/sign-in',
        '/requests/',
        '/api/auth/csrf',
        '/api/me',
        '/no-such-page',
      ]) {
        const answer = await desk().visitor().get(path, forwarded)
        expect(JSON.stringify(answer.headers), path).not.toContain(EVIL)
        expect(answer.text, path).not.toContain(EVIL)
        for (const cookie of answer.headers['set-cookie'] ?? []) expect(cookie).toContain('Secure')
      }
    })

    it('this machine leaves no trace of it either: a link leads to the public address', async () => {
      const answer = await desk().shout(head('GET /api/auth/csrf HTTP/1.1', 'host: localhost:1234'))
      expect(answer).toMatch(/^HTTP\/1\.1 200 /)
      expect(answer).toContain(encodeURIComponent(`https://${HOST}`))
      expect(answer).not.toContain('1234')
    })
  })
}
