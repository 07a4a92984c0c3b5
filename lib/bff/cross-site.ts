import { Refusal } from '#lib/refusal.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A write must come from this very desk: a header that no form can send, a type that no form can send, and an origin that a browser vouches for.
 * @throws Refusal 403 or 415
 */
export function refuseCrossSite(request: Request, appUrl: string): void {
  if (SAFE_METHODS.has(request.method)) return
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new Refusal(
      'unsupported-media-type',
      415,
      'This route takes application/json only. Nothing was changed.',
    )
  const site = request.headers.get('sec-fetch-site')
  const sameOrigin = site === null ? request.headers.get('origin') === appUrl : site === 'same-origin'
  if (request.headers.get('x-clearance') !== '1' || !sameOrigin)
    throw new Refusal('cross-site', 403, 'This call did not come from this desk. Nothing was changed.')
}
