import { z } from 'zod'
import { type ConcurClient, send } from './client.ts'
import { parseJson } from './error-envelope.ts'
import { ConcurMalformed } from './errors.ts'
import { parseId } from './ids.ts'

/** A person as Identity v4 knows them. `id` is the UUID that an id_token names as `sub`. */
export interface Identity {
  id: string
  login: string
  name: string
  companyId: string | null
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const user = z.object({
  id: z.string().min(1),
  userName: z.string().min(1),
  displayName: z.string().nullish(),
  name: z
    .object({
      formatted: z.string().nullish(),
      givenName: z.string().nullish(),
      familyName: z.string().nullish(),
    })
    .nullish(),
  [enterprise]: z.object({ companyId: z.string().nullish() }).nullish(),
})

/**
 * One person by UUID (profile/v4.identity, `GET /profile/identity/v4/Users/{id}`, scope `identity.user.core.read`).
 * Throws `ConcurForbidden` where app or company do not allow it: then the UUID is all that can be shown.
 */
export async function readPerson(client: ConcurClient, userId: string): Promise<Identity> {
  const operation = 'read person'
  const path = ['profile', 'identity', 'v4', 'Users', parseId('userId', userId)]
  const answer = await send(client, { operation, method: 'GET', path })
  const parsed = user.safeParse(parseJson(new TextDecoder().decode(answer.bytes)))
  if (!parsed.success) {
    const { status: httpStatus, correlationId } = answer
    throw new ConcurMalformed('the person is not what is documented', {
      operation,
      sent: 'no',
      httpStatus,
      correlationId,
    })
  }
  const { id, userName, displayName, name } = parsed.data
  const spoken = [name?.givenName, name?.familyName].filter(Boolean).join(' ')
  return {
    id,
    login: userName,
    name: displayName || spoken || name?.formatted?.trim() || userName,
    companyId: parsed.data[enterprise]?.companyId ?? null,
  }
}
