import type { NextRequest } from 'next/server'
import { type AuthRouteContext, handleAuth } from '#lib/auth/auth-route.ts'
import { observed } from '#lib/bff/observed.ts'
import { clearance } from '#lib/boot.ts'

const handler = async (request: NextRequest, context: AuthRouteContext) => {
  const app = await clearance()
  return observed(app, request, '/api/auth/{action}', () => handleAuth(app, request, context))
}

export { handler as GET, handler as POST }
