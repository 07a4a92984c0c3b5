import { isConcurHost, isLoopback } from './hosts.ts'
import { NamedError } from './named-error.ts'

/** Origins that a token may be sent to. Built once by `allowOrigins`. */
export interface AllowedOrigins {
  has(origin: string): boolean
}

/** A geolocation outside the allow-list: nothing was sent there. `geolocation` is what was named, capped. */
export class GeolocationRefused extends NamedError {
  static override readonly errorName: string = 'GeolocationRefused'
  readonly geolocation: string

  constructor(geolocation: string, why: string) {
    const shown = geolocation.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
    super(`The geolocation "${shown}" is refused: ${why}.`)
    this.geolocation = shown
  }
}

/**
 * Concur's own API hosts plus the origins named here (a sandbox, a test server). An extra origin is https, or http on
 * loopback; anything else throws `GeolocationRefused`, so that a mistake in the configuration shows at start.
 */
export function allowOrigins(extra: readonly string[] = []): AllowedOrigins {
  const listed = new Set(extra.map((origin) => parseOrigin(origin).origin))
  return {
    has: (origin) => listed.has(origin) || (origin.startsWith('https://') && isConcurHost(origin.slice(8))),
  }
}

/**
 * The origin of a geolocation that a token answer or an error names. Only the origin is ever used: a path is dropped.
 * Throws `GeolocationRefused` when it is no absolute URL, carries a user name, is not https (http only on a listed
 * loopback origin), or is not on the list. Source: authentication/apidoc, "Base URIs".
 */
export function checkGeolocation(value: string, allowed: AllowedOrigins): string {
  const { origin } = parseOrigin(value)
  if (!allowed.has(origin)) throw new GeolocationRefused(value, 'it is not on the list of allowed hosts')
  return origin
}

function parseOrigin(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null) throw new GeolocationRefused(value, 'it is not an absolute URL')
  if (url.username || url.password) throw new GeolocationRefused('(hidden)', 'it carries a user name')
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return url
  throw new GeolocationRefused(value, 'it is neither https nor a loopback address')
}
