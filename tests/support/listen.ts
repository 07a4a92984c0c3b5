import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

interface Reply {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array
}

/** A server of a test on a free port of loopback. */
export async function listen(answer: (asked: IncomingMessage) => Promise<Reply>) {
  const server = createServer((asked, response) => {
    answer(asked).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close(): Promise<void> {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** A host that nobody may ever call: it remembers who did. */
export async function startWitness() {
  const heard: string[] = []
  const { url, close } = await listen(async ({ method, url: path }) => {
    heard.push(`${method} ${path}`)
    return { status: 200, headers: {}, body: '' }
  })
  return { url, heard, close }
}
