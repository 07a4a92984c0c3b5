import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { NO_PAGE_POLICY, setSecurityHeaders } from '#lib/bff/security-headers.ts'
import { Refusal } from '#lib/refusal.ts'
import { capBody } from './cap-body.ts'
import { checkHead, tooLarge } from './check-head.ts'
import { markClient } from './client-address.ts'
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
  // Next redirects and fails by itself without asking `proxy.ts`, which replaces these on its own answers.
  const protection = new Headers()
  setSecurityHeaders(protection, NO_PAGE_POLICY)
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
    response.setHeaders(protection)
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
    markClient(request)
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
      // `checkHead` asks for it.
      requireHostHeader: false,
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
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    response.setHeaders(protection)
    void refuse(
      request,
      response,
      new Refusal('bad-request', 417, 'Nothing else can be expected here.'),
    ).then(onRefused)
  })
  // What Node cannot read never becomes a request.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const isAnswered = [...open].some((response) => response.socket === socket && response.headersSent)
    if (!socket.writable || isAnswered) socket.destroy()
    else socket.end(unreadable(error.code, protection), () => socket.destroy())
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

const UNREADABLE: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

function unreadable(code: string | undefined, headers: Headers): string {
  const status = UNREADABLE[code ?? ''] ?? 400
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}content-length: 0\r\nconnection: close\r\n\r\n`
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}
