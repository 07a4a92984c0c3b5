import { type ConcurClient, send } from './client.ts'
import { expectNothing } from './expect-nothing.ts'

/**
 * Revokes every refresh token of the token's person for the app, on all devices (authentication/apidoc, "Disconnect"): for
 * "disconnect", never for sign-out. Throws a `ConcurError`; a page of a gateway is no yes.
 */
export async function revokeConnections(client: ConcurClient): Promise<void> {
  const operation = 'revoke connections'
  const answer = await send(client, { operation, method: 'DELETE', path: ['app-mgmt', 'v0', 'connections'] })
  expectNothing(operation, answer)
}
