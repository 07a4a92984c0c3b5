import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { problem } from '#lib/contracts/problem.ts'
import { control } from '../sandbox/client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let mira: Browser

beforeAll(async () => {
  desk = await openDesk()
  mira = await desk.signIn()
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset'))

describe('When Concur does not answer a list as it should', () => {
  it.each([
    ['html', 502, 'concur-malformed'],
    ['html-502', 503, 'concur-unavailable'],
    ['truncated', 502, 'concur-malformed'],
    ['wrong-root', 502, 'concur-malformed'],
    ['empty', 502, 'concur-malformed'],
    ['malformed', 502, 'concur-malformed'],
    ['doctype', 502, 'concur-malformed'],
    ['redirect', 502, 'concur-malformed'],
    ['403', 403, 'concur-forbidden'],
    ['404', 404, 'concur-not-found'],
    ['400', 422, 'concur-refused'],
    ['429', 503, 'concur-busy'],
    ['deadlock', 503, 'concur-busy'],
    ['503', 503, 'concur-unavailable'],
    ['500', 503, 'concur-unavailable'],
    ['reset-before', 503, 'concur-unavailable'],
  ])(
    '%s becomes %i %s, with what happened, that nothing was changed, and what to do',
    async (kind, status, code) => {
      await control(desk.sandbox.url, 'POST', '/faults', { kind, match: { path: 'requestslist' } })
      const answer = await mira.get(
        `/api/requests?status=TOAPPROVE&modifiedAfter=2020-01-01T00:00:${String(Math.floor(Math.random() * 60)).padStart(2, '0')}`,
      )
      expect(answer.status).toBe(status)
      const said = problem.parse(answer.json)
      expect(said.code).toBe(code)
      expect(said.detail).toContain('Nothing was changed.')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const calls = desk.sandbox.store.calls.all().filter((call) => call.path.includes('requestslist'))
      expect(calls.length).toBeLessThanOrEqual(4)
      expect(desk.sandbox.store.calls.all().some((call) => call.path.includes('elsewhere'))).toBe(false)
    },
  )

  it('a 503 says when to try again', async () => {
    await control(desk.sandbox.url, 'POST', '/faults', { kind: '503', match: { path: 'requestslist' } })
    const answer = await mira.get('/api/requests')
    expect(answer.json.retryAfter).toBeGreaterThan(0)
    expect(answer.headers.get('retry-after')).toBe(String(answer.json.retryAfter))
  })

  it('a token that expired is refreshed without the person noticing', async () => {
    await control(desk.sandbox.url, 'POST', '/expire-tokens')
    const answers = await Promise.all([
      mira.get('/api/requests'),
      mira.get('/api/requests?status=APPROVED'),
      mira.get('/api/requests?status=ACTIVE'),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    const refreshes = desk.sandbox.store.calls.all().filter((call) => call.path === '/oauth2/v0/token')
    expect(refreshes).toHaveLength(1)
  })

  it('a grant that Concur revoked asks the person to sign in again', async () => {
    await control(desk.sandbox.url, 'POST', '/revoke')
    const answer = await mira.get('/api/requests')
    expect(answer.status).toBe(401)
    expect(answer.json.code).toBe('session-expired')
    mira = await desk.signIn()
    expect((await mira.get('/api/requests')).status).toBe(200)
  })
})
