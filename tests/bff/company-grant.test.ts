import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { grants } from '#lib/db/schema.ts'
import { control } from '../sandbox/client.ts'
import { anotherVault, tokenCalls } from '../support/another-vault.ts'
import { openDesk, type TestDesk } from '../support/test-desk.ts'

const CONFIGURED = 'northwind-company-refresh-token'

let desk: TestDesk

beforeAll(async () => {
  desk = await openDesk({ env: { CONCUR_COMPANY_REFRESH_TOKEN: CONFIGURED } })
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'DELETE', '/faults'))

const refreshes = () => tokenCalls(desk)
const anotherProcess = () => anotherVault(desk)

const started = (token = CONFIGURED) => anotherProcess().adoptCompanyGrant(token, desk.sandbox.url)
const companyTokens = () => {
  const tokens = desk.app.companyTokens()
  if (!tokens) throw new Error('No company token is configured.')
  return tokens
}
/** What the company may read with its token. */
const readsReports = async () => {
  const { accessToken } = await companyTokens().current()
  const answer = await fetch(`${desk.sandbox.url}/api/v3.0/expense/reports?user=ALL`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  return answer.status
}

describe('The company’s grant', () => {
  it('asks Concur for nothing until it is needed, then once for everybody', async () => {
    expect(refreshes()).toBe(0)
    const others = await Promise.all([started(), started()])
    const answers = await Promise.all(
      [companyTokens(), ...others].flatMap((tokens) => [tokens.current(), tokens.current()]),
    )
    expect(new Set(answers.map(({ accessToken }) => accessToken)).size).toBe(1)
    expect(refreshes()).toBe(1)
    expect(await readsReports()).toBe(200)
  })

  it('is no person’s, and nothing of it can be read without the keys', async () => {
    const rows = await desk.app.database.db.select().from(grants)
    expect(rows).toMatchObject([{ holder: 'company', personId: null }])
    const { accessToken } = await companyTokens().current()
    expect(JSON.stringify(rows)).not.toContain(accessToken)
    expect(JSON.stringify(rows)).not.toContain(CONFIGURED)
  })

  it('goes on from the rotated token at a later start, though the configured one is spent', async () => {
    const stale = await companyTokens().current()
    await companyTokens().refresh(stale)
    const later = await started()
    const fresh = await later.refresh(await later.current())
    expect(fresh.accessToken).not.toBe(stale.accessToken)
  })

  it('rotates once for everybody who was refused at the same time', async () => {
    const before = refreshes()
    const later = await started()
    const stale = await later.current()
    const all = [companyTokens(), later, await started()]
    const answers = await Promise.all(all.map((tokens) => tokens.refresh(stale)))
    expect(new Set(answers.map(({ accessToken }) => accessToken)).size).toBe(1)
    expect(refreshes() - before).toBe(1)
  })

  it('when it is over nobody is asked to sign in again, and Concur is asked once', async () => {
    const stale = await companyTokens().current()
    await control(desk.sandbox.url, 'POST', '/revoke')
    const before = refreshes()
    for (const ask of [() => companyTokens().refresh(stale), () => companyTokens().refresh(stale)]) {
      await expect(ask()).rejects.toMatchObject({ name: 'ConcurForbidden', sent: 'no' })
    }
    await expect(companyTokens().refresh(stale)).rejects.toThrow('CONCUR_COMPANY_REFRESH_TOKEN')
    expect(refreshes() - before).toBe(1)
  })

  it('another configured token replaces a grant that is over', async () => {
    const { tokens, settings } = desk.sandbox.store
    const { scopes } = settings
    const principal = { id: '5c1f6d1e-0d0b-4f4e-9b0a-6a3d1f0c7e21', type: 'company' } as const
    const renewed = tokens.issueRefresh({ principal, clientId: 'clearance-sandbox', scopes })
    const later = await started(renewed.value)
    // This process knows only the token that was refused; it goes on with the new grant as well.
    expect((await companyTokens().refresh({ accessToken: 'at_refused' })).accessToken).toMatch(/^at_/)
    expect((await later.current()).accessToken).toMatch(/^at_/)
    expect(await readsReports()).toBe(200)
  })

  it('a start with the same token gives a refused grant another chance', async () => {
    const token = 'a-company-refresh-token'
    const later = await started(token)
    await expect(later.current()).rejects.toMatchObject({ name: 'ConcurForbidden' })
    const { tokens, settings } = desk.sandbox.store
    const principal = { id: '5c1f6d1e-0d0b-4f4e-9b0a-6a3d1f0c7e21', type: 'company' } as const
    tokens.issueRefresh({ principal, clientId: 'clearance-sandbox', scopes: settings.scopes }, token)
    await expect(later.current()).rejects.toMatchObject({ name: 'ConcurForbidden' })
    expect((await (await started(token)).current()).accessToken).toMatch(/^at_/)
  })

  it('a person’s own grant is untouched by it', async () => {
    await desk.signIn()
    const rows = await desk.app.database.db.select().from(grants)
    const own = rows.find(({ personId }) => personId !== null)
    expect(own?.holder).toBe(own?.personId)
    const theirs = await desk.app.vault.tokensOf(own?.personId ?? '').current()
    expect(theirs.accessToken).not.toBe((await companyTokens().current()).accessToken)
    await desk.app.vault.forget(own?.personId ?? '')
    expect(await readsReports()).toBe(200)
  })
})

it('Without a configured token there are no company tokens', async () => {
  const other = await openDesk()
  expect(other.app.companyTokens()).toBeNull()
  await other.close()
})
