import type { IncomingMessage } from 'node:http'

/**
 * Counts a body as its bytes come and passes no more on than it may hold. Only a body without a length can be longer than it
 * said: of the others Node reads what their header names.
 */
export function capBody(request: IncomingMessage, mostBytes: number, onTooLarge: () => void): void {
  if (request.headers['transfer-encoding'] === undefined) return
  const push = request.push.bind(request)
  let bytes = 0
  request.push = (chunk: Uint8Array | null, encoding) => {
    const within = bytes <= mostBytes
    bytes += chunk?.byteLength ?? 0
    if (bytes <= mostBytes) return push(chunk, encoding)
    if (within) onTooLarge()
    return true
  }
}
