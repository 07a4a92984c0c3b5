import type { IncomingMessage } from 'node:http'
import { isLoopback } from '#lib/concur/hosts.ts'
import { Refusal } from '#lib/refusal.ts'

/** Health checks and scrapers ask a process by its own address, which is no name of the desk. */
const ASKED_BY_ADDRESS = /^\/api\/(health\/(live|ready)|metrics)$/

const PAGE_METHODS = ['GET', 'HEAD']
const API_METHODS = [...PAGE_METHODS, 'POST', 'PUT', 'DELETE', 'OPTIONS']

/** Whatever writes is below /api: a page takes no body, which keeps Next's server actions closed. */
export function methodsAt(url: string): string[] {
  return url.startsWith('/api/') ? API_METHODS : PAGE_METHODS
}

/**
 * What can be said of a request before its body is read.
 * @throws Refusal 400, 405, 413, 421
 */
export function checkHead(request: IncomingMessage, appUrl: string, mostBytes: number): void {
  if (!isPath(request.url))
    throw new Refusal('bad-request', 400, 'This server takes paths only. Nothing was changed.')
  if (!methodsAt(request.url).includes(request.method ?? ''))
    throw new Refusal('bad-request', 405, 'This address does not take that method. Nothing was changed.')
  // Of several Node takes the first and a proxy may have taken the last.
  const { length: hosts } = request.headersDistinct.host ?? []
  if (hosts > 1 || (hosts === 0 && request.httpVersion !== '1.0'))
    throw new Refusal('bad-request', 400, 'A request names one host. Nothing was changed.')
  if (!ASKED_BY_ADDRESS.test(request.url) && !isOurHost(request.headers.host, appUrl))
    throw new Refusal(
      'bad-request',
      421,
      'This desk has another address: its proxy must pass the Host header on. Nothing was changed.',
    )
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes)
}

/** Next answers 500 to an escape that is none. */
function isPath(url: string | undefined): url is string {
  try {
    decodeURIComponent(url?.split('?', 1)[0] ?? '')
    return url?.startsWith('/') === true
  } catch {
    return false
  }
}

export function tooLarge(mostBytes: number): Refusal {
  return new Refusal('too-large', 413, `The body is larger than ${mostBytes / 1e6} MB. Nothing was changed.`)
}

function isOurHost(host: string | undefined, appUrl: string): boolean {
  const asked = host?.toLowerCase()
  return asked === new URL(appUrl).host || isLoopback(asked?.replace(/:\d+$/, '') ?? '')
}
