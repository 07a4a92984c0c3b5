import { presentMe } from '#lib/auth/present-me.ts'
import { route } from '#lib/bff/route.ts'
import { readMe } from '#lib/contracts/me.ts'

export const GET = route(readMe, async ({ person, adminLogins }) => presentMe(person, adminLogins))
