import type { NextRequest } from 'next/server'
import { type AuthRouteContext, handleAuth } from '#lib/auth/auth-route.ts'
import { clearance } from '#lib/boot.ts'

const handler = async (request: NextRequest, context: AuthRouteContext) =>
  handleAuth(await clearance(), request, context)

export { handler as GET, handler as POST }
