import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { clearance } from '#lib/boot.ts'
import type { Me } from '#lib/contracts/me.ts'
import { presentMe } from './present-me.ts'
import { sessionCookieName } from './session-cookie.ts'

/** The signed-in person of a page; everybody else goes to the sign-in page and comes back afterwards. */
export async function requirePerson(callbackPath = '/requests'): Promise<Me> {
  const app = await clearance()
  const token = (await cookies()).get(sessionCookieName(app.config.secure))?.value
  const person = token ? await app.sessions.find(token) : null
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(callbackPath)}`)
  return presentMe(person, app.config.adminLogins)
}
