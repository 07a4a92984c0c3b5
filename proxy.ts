import { type NextRequest, NextResponse } from 'next/server'
import { setSecurityHeaders } from '#lib/bff/security-headers.ts'

/**
 * Security headers for every answer. Nothing is authorised here: each route handler and the layout of the desk check the session themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = request.nextUrl.pathname.startsWith('/_next/static/')
    ? scriptFilePolicy()
    : contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  // Next reads the nonce out of this header and puts it on its own scripts.
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  setSecurityHeaders(response.headers, policy)
  return response
}

// React's own error overlay needs eval while developing, and only then.
const evaluation = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''

/** A worker obeys the policy of its own script: it loads more of them by their place, and speaks to nobody but its page. */
function scriptFilePolicy(): string {
  return `default-src 'none'; script-src 'self'${evaluation}; base-uri 'none'; frame-ancestors 'none'`
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // Virtualised rows are placed by style attributes; style elements need the nonce.
    `style-src-elem 'self' 'nonce-${nonce}'${process.env.NODE_ENV === 'development' ? " 'unsafe-inline'" : ''}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // The import reads its file in a worker.
    "worker-src 'self'",
    "manifest-src 'self'",
    `form-action 'self' https:${loopbackForms()}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(process.env.APP_URL?.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** Chromium checks `form-action` on the redirect after the sign-in form too: to Concur's https host, or to a sandbox on loopback. */
function loopbackForms(): string {
  const authUrl = process.env.CONCUR_AUTH_URL || process.env.CONCUR_API_URL || ''
  return authUrl.startsWith('http:') ? ` ${new URL(authUrl).origin}` : ''
}

/**
 * Next keeps a copy of every body that passes through here and cuts it at 10 MB, before anybody has asked who sends it.
 * The two routes that take whole lists read their bodies themselves, and `route()` sets these headers for them.
 */
export const config = { matcher: '/((?!api/lists/[^/]+/(?:check|batches)$).*)' }
