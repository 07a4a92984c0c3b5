import { Hono } from 'hono'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { needsToken } from '../oauth/bearer.ts'
import { COMPANY, fullName, type Person, personById } from '../people.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** Identity v4 (api-reference/profile/v4.identity): a person reads only themselves, a company token anybody. */
export const identityRoutes = new Hono<Env>().get(
  '/profile/identity/v4/Users/:id',
  needsToken('user.read', 'identity.user.ids.read', 'identity.user.core.read'),
  (c) => {
    const { principal } = c.get('token')
    const id = c.req.param('id').toLowerCase()
    if (principal.type === 'user' && principal.id !== id) {
      throw new ConcurError(403, "The token does not allow to read another user's profile.")
    }
    const person = personById(id)
    if (!person) throw new ConcurError(404, 'The user was not found.')
    return c.json(scimUser(person, c.get('sandbox').origin), 200, { 'Content-Type': 'application/scim+json' })
  },
)

const scimUser = (person: Person, origin: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  id: person.id,
  userName: person.login,
  displayName: fullName(person),
  name: {
    formatted: `${person.lastName}, ${person.firstName}`,
    givenName: person.firstName,
    familyName: person.lastName,
    middleName: null,
  },
  active: true,
  preferredLanguage: 'en-US',
  timezone: 'Europe/London',
  title: person.title,
  emails: [{ type: 'work', value: person.login, verified: true, notifications: true }],
  [ENTERPRISE]: {
    companyId: COMPANY.id,
    employeeNumber: person.employeeNumber,
    costCenter: null,
    manager: null,
  },
  meta: {
    resourceType: 'User',
    location: `${origin}/profile/identity/v4/Users/${person.id}`,
    created: '2024-02-05T08:00:00.000Z',
    lastModified: '2026-03-02T10:15:00.000Z',
    version: 4,
  },
})
