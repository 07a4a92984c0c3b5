import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

const HEADER = 'x-clearance-client'

/** Where a proxy of this desk may stand: on this machine, or in a private network. */
const near = new BlockList()
near.addSubnet('127.0.0.0', 8)
near.addSubnet('10.0.0.0', 8)
near.addSubnet('172.16.0.0', 12)
near.addSubnet('192.168.0.0', 16)
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')

/**
 * Names the address that a call comes from, since routes do not see the socket. What a caller says of itself stands further to
 * the left in X-Forwarded-For than what the nearest proxy adds, and counts for nothing.
 */
export function markClient({ headers, socket }: IncomingMessage): void {
  const peer = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  const passedOn = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  const isProxy = isIP(peer) !== 0 && near.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4')
  headers[HEADER] = isProxy && passedOn && isIP(passedOn) ? passedOn : peer
}

/** The same for everybody where no server of ours stands in front, as with `next dev`. */
export function clientOf(headers: Headers): string {
  return headers.get(HEADER) ?? ''
}
