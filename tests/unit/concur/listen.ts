import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import type { ConcurClient } from '../../../lib/concur/client.ts'
import { allowOrigins } from '../../../lib/concur/geolocation.ts'
import { createParsePool } from '../../../lib/concur/parse-pool.ts'
import {
  type AccessToken,
  createTransport,
  type SendOptions,
  type TransportOptions,
} from '../../../lib/concur/transport.ts'

export interface Heard {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

type Answer = (response: ServerResponse, heard: Heard) => void

/** A server on a real socket. Answers are used in order, the last one again and again. Closes with the test. */
export async function listen(...answers: Answer[]) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    const said = { method, url, headers, body: Buffer.concat(chunks).toString() }
    heard.push(said)
    answers[Math.min(heard.length, answers.length) - 1]?.(response, said)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(close)
  return { origin: `http://127.0.0.1:${port}`, heard, close }
}

export function answer(status: number, body = '', headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(status, headers).end(body)
}

/** Tokens `token-1`, `token-2`...: one more with every refresh. */
export function tokensAt(geolocation: string, expiresAt = Number.MAX_SAFE_INTEGER) {
  const refused: string[] = []
  let grant: AccessToken = { accessToken: 'token-1', expiresAt, geolocation }
  return {
    refused,
    current: async () => grant,
    async refresh(stale: { accessToken: string }) {
      refused.push(stale.accessToken)
      grant = { accessToken: `token-${refused.length + 1}`, expiresAt: expiresAt + 3_600_000, geolocation }
      return grant
    },
  }
}

/** A transport whose waits take no time; they are noted in `waits`. */
export function transportTo(origin: string, options: Partial<TransportOptions> = {}) {
  const waits: number[] = []
  const transport = createTransport({
    allowed: allowOrigins([origin]),
    userAgent: 'clearance-test',
    random: () => 0.5,
    wait: async (ms) => {
      waits.push(ms)
    },
    ...options,
  })
  return { transport, waits }
}

export function clientTo(origin: string, mode: SendOptions['mode'] = 'page'): ConcurClient {
  const { transport } = transportTo(origin)
  return { transport, tokens: tokensAt(origin), parser: createParsePool(), mode }
}

/** A printed example of the documentation, byte for byte. */
export function printed(name: string, form: 'xml' | 'json' = 'xml'): string {
  return readFileSync(new URL(`./fixtures/${name}.${form}`, import.meta.url), 'utf8')
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
