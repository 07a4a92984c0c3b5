import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSealer } from '#lib/auth/sealed-text.ts'
import { grants, people } from '#lib/db/schema.ts'
import { control } from '../sandbox/client.ts'
import { anotherVault, tokenCalls } from '../support/another-vault.ts'
import { openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let personId: string

beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  await control(desk.sandbox.url, 'POST', '/reset', { revokeTokens: true })
  await desk.signIn()
  const [person] = await desk.app.database.db.select().from(people)
  personId = person?.id ?? ''
})

const refreshes = () => tokenCalls(desk)
const anotherProcess = () => anotherVault(desk)

describe('The token vault', () => {
  it('holds no token that can be read without its keys', async () => {
    const [grant] = await desk.app.database.db.select().from(grants)
    const { accessToken } = await desk.app.vault.tokensOf(personId).current()
    expect(JSON.stringify(grant)).not.toContain(accessToken)
    const thief = createSealer([randomBytes(32)])
    expect(() => thief.open(grant?.accessToken ?? '', `access ${personId}`)).toThrow('cannot be opened')
  })

  it('refreshes once for everybody who asks at the same time, in one process and in several', async () => {
    const before = refreshes()
    const stale = await desk.app.vault.tokensOf(personId).current()
    const vaults = [desk.app.vault, anotherProcess(), anotherProcess()]
    const answers = await Promise.all(
      vaults.flatMap((vault) =>
        [1, 2, 3].map(() => vault.tokensOf(personId).refresh({ accessToken: stale.accessToken })),
      ),
    )
    expect(new Set(answers.map((answer) => answer.accessToken)).size).toBe(1)
    expect(answers[0]?.accessToken).not.toBe(stale.accessToken)
    expect(refreshes() - before).toBe(1)
  })

  it('keeps the rotated refresh token: the next refresh works too', async () => {
    const tokens = desk.app.vault.tokensOf(personId)
    const first = await tokens.refresh(await tokens.current())
    const second = await tokens.refresh(first)
    expect(second.accessToken).not.toBe(first.accessToken)
  })

  it('says that the person must sign in again when Concur revoked the grant, and asks Concur once', async () => {
    const tokens = desk.app.vault.tokensOf(personId)
    const stale = await tokens.current()
    await control(desk.sandbox.url, 'POST', '/revoke')
    const before = refreshes()
    await expect(tokens.refresh(stale)).rejects.toMatchObject({ name: 'ConcurSessionExpired' })
    await expect(tokens.refresh(stale)).rejects.toMatchObject({ name: 'ConcurSessionExpired' })
    expect(refreshes() - before).toBe(1)
  })

  it('is not harmed by a Concur that is down: the next try works', async () => {
    const tokens = desk.app.vault.tokensOf(personId)
    const stale = await tokens.current()
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: '503',
      match: { path: '/oauth2/v0/token' },
      times: 1,
    })
    await expect(tokens.refresh(stale)).rejects.toMatchObject({ name: 'ConcurUnavailable' })
    expect((await tokens.refresh(stale)).accessToken).not.toBe(stale.accessToken)
  })

  it('refuses a geolocation outside the allowed hosts', async () => {
    const tokens = desk.app.vault.tokensOf(personId)
    const stale = await tokens.current()
    await control(desk.sandbox.url, 'PATCH', '/oauth', { geolocation: 'https://evil.example' })
    await expect(tokens.refresh(stale)).rejects.toMatchObject({ name: 'GeolocationRefused' })
    await control(desk.sandbox.url, 'PATCH', '/oauth', { geolocation: null })
  })
})
