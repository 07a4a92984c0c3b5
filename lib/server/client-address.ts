import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

const HEADER = 'x-clearance-client'

/**
 * Names the address that a call comes from, since routes do not see the socket: what the nearest proxy says, which is last in
 * X-Forwarded-For. What a caller says of itself stands further to the left and counts for nothing. A desk that can be reached from
 * outside has a proxy in front, since it does not speak https itself.
 */
export function markClient({ headers, socket }: IncomingMessage): void {
  const named = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  headers[HEADER] = named && isIP(named) ? named : (socket.remoteAddress ?? '')
}

/** The same for everybody where no server of ours stands in front, as with `next dev`. */
export function clientOf(headers: Headers): string {
  return headers.get(HEADER) ?? ''
}
