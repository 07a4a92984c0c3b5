/** What every answer says, whoever makes it: `proxy.ts` for pages, `route()` for the two routes that the proxy leaves alone. */
export function setSecurityHeaders(headers: Headers, policy: string): void {
  headers.set('content-security-policy', policy)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('x-frame-options', 'DENY')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (process.env.APP_URL?.startsWith('https:'))
    headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
}

/** For answers that are no pages: nothing may be loaded, run or framed by them. */
export const NO_PAGE_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
