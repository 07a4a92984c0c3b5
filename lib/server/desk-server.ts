import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { capBody } from './cap-body.ts'
import { checkHead, tooLarge } from './check-head.ts'
import { dropInnerHeaders } from './inner-headers.ts'
import { bodyLimit, type ServerLimits, serverLimits } from './limits.ts'
import { markLocalCaller } from './local-caller.ts'
import { type Refused, refuse } from './refuse.ts'

export interface DeskServer {
  server: Server
  /** Takes no new connection; resolves when the last answer that was begun has been sent. */
  drain(): Promise<void>
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The server in front of Next: it decides who is let in, for how long and with how much, and knows when everybody has left. */
export function createDeskServer(parts: {
  appUrl: string
  handle: Handle
  limits?: Partial<ServerLimits>
  /** Hears of what was refused here, before or instead of Next. */
  onRefused?: (refused: Refused) => void
}): DeskServer {
  const { appUrl, handle, onRefused = () => {} } = parts
  const limits = { ...serverLimits, ...parts.limits }
  const open = new Set<ServerResponse>()
  let draining = false
  let whenEmpty = () => {}

  function admit(request: IncomingMessage, response: ServerResponse): number | null {
    open.add(response)
    // Comes once the last byte is sent, and where the browser has gone as well.
    response.once('close', () => {
      open.delete(response)
      if (open.size === 0) whenEmpty()
    })
    if (draining) response.setHeader('connection', 'close')
    const mostBytes = bodyLimit(pathOf(request))
    try {
      checkHead(request, appUrl, mostBytes)
      return mostBytes
    } catch (refusal) {
      void refuse(request, response, refusal).then(onRefused)
      return null
    }
  }

  function answer(request: IncomingMessage, response: ServerResponse, mostBytes: number): void {
    dropInnerHeaders(request)
    markLocalCaller(request)
    capBody(request, mostBytes, () => {
      // Whoever reads the body waits for more of it until then.
      response.once('close', () => request.destroy())
      if (response.headersSent) request.destroy()
      else void refuse(request, response, tooLarge(mostBytes)).then(onRefused)
    })
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else void refuse(request, response, error).then(onRefused)
    })
  }

  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.lookMs,
      keepAliveTimeout: limits.idleMs,
      // Next would listen for upgrades by itself and leave those open that it does not know.
      shouldUpgradeCallback: () => false,
    },
    (request, response) => {
      const mostBytes = admit(request, response)
      if (mostBytes !== null) answer(request, response, mostBytes)
    },
  )
  // Who asks first whether the body may come is told before it is sent.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    const mostBytes = admit(request, response)
    if (mostBytes === null) return
    response.writeContinue()
    answer(request, response, mostBytes)
  })

  return {
    server,
    async drain() {
      draining = true
      server.close()
      if (open.size > 0) await new Promise<void>((resolve) => (whenEmpty = resolve))
      // What is left has asked nothing yet.
      server.closeAllConnections()
    },
  }
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}
