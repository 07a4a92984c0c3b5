import { expect, it } from 'vitest'
import { MIRA } from '../../sandbox/people.ts'
import { type AttackedDesk, HOST } from './attacked-desk.ts'

const FORGED = '{"level":60,"msg":"forged"}'

/** Comes last: it reads what all the other attacks have left in the log. */
export function attackLog(desk: () => AttackedDesk): void {
  it('Line ends, colours and JSON in names, ids and headers make no line of their own', async () => {
    const visitor = desk().visitor()
    await visitor.signIn(MIRA)
    const poison = `x\r\n${FORGED}\u001b[31m\u2028\u0085`
    const encoded = encodeURIComponent(poison)
    await visitor.get(`/api/requests/${encoded}`)
    await visitor.get(`/api/requests?loginId=${encoded}`)
    await visitor.get(`/api/jobs/${encoded}/events`, { 'last-event-id': FORGED })
    await visitor.get(`/requests?request=${encoded}`, { rsc: FORGED, 'next-router-state-tree': FORGED })
    await visitor.get('/api/me', { 'user-agent': FORGED, 'x-request-id': FORGED, traceparent: FORGED })
    await visitor.write('POST', '/api/requests', { name: poison, comment: poison })
    await visitor.get(`/api/auth/callback/concur?error=${encoded}&error_description=${encoded}`)
    await visitor.get(`/api/auth/callback/concur?code=${encoded}&state=${encoded}`)
    await desk().shout(`GET /\u001b[31m${FORGED} HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`)
    await expect.poll(() => desk().lines.some((line) => line.includes('answered'))).toBe(true)
  })

  it('The log of all these attacks is one line of JSON an event, and holds no secret', async () => {
    const { lines, secrets, sandbox } = desk()
    expect(lines.length).toBeGreaterThan(200)
    for (const line of lines) {
      const said: unknown = JSON.parse(line)
      expect(said, line).toMatchObject({ level: expect.any(Number), time: expect.any(Number) })
      expect(said).not.toMatchObject({ msg: 'forged' })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
    }
    const log = lines.join('\n')
    expect(secrets.size).toBeGreaterThan(100)
    for (const secret of secrets)
      if (secret) expect(log.includes(secret), 'a secret is in the log').toBe(false)
    expect(log).not.toMatch(
      /Bearer|\bat_[\w-]{20}|\beyJ[\w-]{10,}\.|__Host-|set-cookie|client_secret|code=|state=/i,
    )
    const said = lines.map((line): unknown => JSON.parse(line))
    expect(said).toContainEqual(
      expect.objectContaining({
        msg: 'sign-in failed',
        failure: 'state',
        client: expect.stringMatching(/^198\.51\.100\./),
      }),
    )
    expect(log).toContain('did not come from this desk')
    expect(log).not.toContain(sandbox.store.settings.companyRefreshToken)
  })
}
