import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSealer } from '#lib/auth/sealed-text.ts'
import { grants } from '#lib/db/schema.ts'
import { control } from '../sandbox/client.ts'
import { openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
const lines: string[] = []

beforeAll(async () => {
  desk = await openDesk({ env: { LOG_LEVEL: 'trace' }, logTo: { write: (line) => void lines.push(line) } })
})
afterAll(() => desk.close())

/** Every secret of every grant, as it stands now: sealed and opened. */
async function grantSecrets(): Promise<string[]> {
  const sealer = createSealer(desk.app.config.tokenKeys)
  const rows = await desk.app.database.db.select().from(grants)
  return rows.flatMap(({ holder, accessToken, refreshToken }) => [
    accessToken,
    refreshToken,
    sealer.open(accessToken, `access ${holder}`),
    sealer.open(refreshToken, `refresh ${holder}`),
  ])
}

it('A sign-in, a refused token and a decision leave every secret out of the log, and say what belongs together', async () => {
  const mira = await desk.signIn()
  const secrets = await grantSecrets()
  const { json } = await mira.get('/api/requests')
  const { requestKey } = json.items[0]
  await control(desk.sandbox.url, 'POST', '/expire-tokens')
  await control(desk.sandbox.url, 'POST', '/faults', { kind: '500', match: { path: 'workflowaction' } })
  const decided = await mira.send('POST', `/api/requests/${encodeURIComponent(requestKey)}/approve`, {
    comment: 'Words for the owner alone',
  })
  secrets.push(...(await grantSecrets()), mira.cookie.split('=')[1] ?? '', 'clearance-sandbox-secret')
  secrets.push(desk.app.config.authSecret, 'Words for the owner alone')

  const log = lines.join('')
  const calls = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'concur call')
  const ofDecision = calls.filter(({ requestId }) => requestId === decided.headers.get('x-request-id'))
  expect(ofDecision.length).toBeGreaterThan(1)
  for (const call of ofDecision) expect(call).toMatchObject({ correlationId: expect.any(String) })
  const missing = await mira.get('/api/jobs/7d1f2b1e-3a52-4a52-8a2a-0a6f0f3f9b11')
  const refused = lines.map((line) => JSON.parse(line)).findLast(({ msg }) => msg === 'refused')
  expect(refused).toMatchObject({
    requestId: missing.headers.get('x-request-id'),
    method: 'GET',
    path: '/api/jobs/7d1f2b1e-3a52-4a52-8a2a-0a6f0f3f9b11',
    personId: expect.any(String),
    status: 404,
  })
  expect(new Set(secrets).size).toBeGreaterThanOrEqual(11)
  for (const secret of secrets) expect(log.includes(secret), 'a secret is in the log').toBe(false)
  expect(log).not.toMatch(/Bearer|at_[\w-]{20}|set-cookie/i)
})
