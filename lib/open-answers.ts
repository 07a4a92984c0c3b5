import { subscribe } from 'node:diagnostics_channel'
import { ServerResponse } from 'node:http'

/**
 * Keeps account of the answers that this process has begun and not sent. Next hands out neither its server nor the moment
 * when an answer has left, Node does: https://nodejs.org/api/diagnostics_channel.html#built-in-channels
 */
export function openAnswers(): { sent(): Promise<void> } {
  const open = new Map<ServerResponse, Promise<void>>()
  subscribe('http.server.request.start', (message) => {
    const response = typeof message === 'object' && message && 'response' in message && message.response
    if (!(response instanceof ServerResponse)) return
    // Comes once the last byte is sent, and where the browser has gone as well.
    const closed = new Promise<void>((resolve) => response.once('close', resolve))
    open.set(response, closed)
    void closed.then(() => open.delete(response))
  })
  return {
    async sent() {
      await Promise.all(open.values())
    },
  }
}
