import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isLoopback } from '#lib/concur/hosts.ts'

const HEADER = 'x-clearance-local'
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

declare global {
  /** Next bundles routes by themselves: the global scope is what they share with the server. Nobody outside knows it. */
  var localCallerMark: string | undefined
}

function mark(): string {
  globalThis.localCallerMark ??= randomUUID()
  return globalThis.localCallerMark
}

/** Marks a call from this very machine that no proxy passed on: routes see neither the socket nor what Next adds to the headers. */
export function markLocalCaller({ headers, socket }: IncomingMessage): void {
  delete headers[HEADER]
  const name = headers.host?.replace(/:\d+$/, '') ?? ''
  const isDirect = FORWARDED.every((header) => headers[header] === undefined)
  // The name too: a page elsewhere whose name leads here would be read by a browser on this machine.
  if (isDirect && isLoopback(name) && isLoopbackAddress(socket.remoteAddress)) headers[HEADER] = mark()
}

export function isLocalCaller(headers: Headers): boolean {
  return headers.get(HEADER) === mark()
}

function isLoopbackAddress(address = ''): boolean {
  return address === '::1' || isLoopback(address.replace(/^::ffff:/, ''))
}
