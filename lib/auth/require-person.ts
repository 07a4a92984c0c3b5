import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { clearance } from '#lib/boot.ts'
import type { Me } from '#lib/contracts/me.ts'
import { presentMe } from './present-me.ts'
import { sessionCookieName } from './session-cookie.ts'

/** Layout and page both ask; the session is read once. */
const findMe = cache(async (): Promise<Me | null> => {
  const app = await clearance()
  const token = (await cookies()).get(sessionCookieName(app.config.secure))?.value
  const person = token ? await app.sessions.find(token) : null
  return person && presentMe(person, app.config.adminLogins)
})

/** The signed-in person of a page; everybody else goes to the sign-in page and comes back afterwards. */
export async function requirePerson(callbackPath = '/requests'): Promise<Me> {
  const me = await findMe()
  if (!me) redirect(`/sign-in?callbackUrl=${encodeURIComponent(callbackPath)}`)
  return me
}
