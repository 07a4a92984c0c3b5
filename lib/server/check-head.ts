import type { IncomingMessage } from 'node:http'
import { isLoopback } from '#lib/concur/hosts.ts'
import { Refusal } from '#lib/refusal.ts'

/** Health checks and scrapers ask a process by its own address, which is no name of the desk. */
const ASKED_BY_ADDRESS = /^\/api\/(health\/(live|ready)|metrics)$/

/**
 * What can be said of a request before its body is read.
 * @throws Refusal 400, 413, 421
 */
export function checkHead(request: IncomingMessage, appUrl: string, mostBytes: number): void {
  if (!request.url?.startsWith('/'))
    throw new Refusal('bad-request', 400, 'This server takes paths only. Nothing was changed.')
  // Next answers it with a bare 500 in a route that has a parameter.
  if (!isDecodable(request.url))
    throw new Refusal(
      'bad-request',
      400,
      'A % in an address stands before two hex digits. Nothing was changed.',
    )
  if (!ASKED_BY_ADDRESS.test(request.url) && !isOurHost(request.headers.host, appUrl))
    throw new Refusal(
      'bad-request',
      421,
      'This desk has another address: its proxy must pass the Host header on. Nothing was changed.',
    )
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes)
}

export function tooLarge(mostBytes: number): Refusal {
  return new Refusal('too-large', 413, `The body is larger than ${mostBytes / 1e6} MB. Nothing was changed.`)
}

function isDecodable(address: string): boolean {
  try {
    decodeURIComponent(address.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

function isOurHost(host: string | undefined, appUrl: string): boolean {
  const asked = host?.toLowerCase()
  return asked === new URL(appUrl).host || isLoopback(asked?.replace(/:\d+$/, '') ?? '')
}
