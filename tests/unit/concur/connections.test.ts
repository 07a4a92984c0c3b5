import { describe, expect, it } from 'vitest'
import { revokeConnections } from '../../../lib/concur/connections.ts'
import { answer, clientTo, listen } from './listen.ts'

describe('disconnecting', () => {
  it('revokes the connections with the token of the person', async () => {
    const { origin, heard } = await listen(answer(200))
    await revokeConnections(clientTo(origin))
    expect(heard).toMatchObject([
      { method: 'DELETE', url: '/app-mgmt/v0/connections', headers: { authorization: 'Bearer token-1' } },
    ])
  })

  it('a refusal is not swallowed', async () => {
    const { origin } = await listen(answer(403, '{"Message":"token-1 is not good"}'))
    await expect(revokeConnections(clientTo(origin))).rejects.toMatchObject({
      name: 'ConcurForbidden',
      sent: 'no',
      concurMessage: '(removed) is not good',
    })
  })

  it('a gateway’s page is no yes', async () => {
    const { origin } = await listen(answer(200, '<!doctype html><html></html>'))
    await expect(revokeConnections(clientTo(origin))).rejects.toMatchObject({
      name: 'ConcurMalformed',
      sent: 'maybe',
    })
  })
})
