import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** What is answered in place of the sandbox's own words; a header that is undefined goes. */
export interface Lie {
  status?: number
  headers?: Record<string, string>
  body: string | Uint8Array
}

type Liar = (truth: { status: number; text: string; type: string }) => Lie | Promise<Lie>

/** Concur in the hands of somebody else: it passes calls on to the sandbox and lies where it is told to. */
export async function startHostileConcur() {
  const lies: { path: RegExp; tell: Liar }[] = []
  let target = ''
  const { server, url } = await listen(async (asked) => {
    const path = asked.url ?? ''
    const answer = await fetch(target + path, {
      method: asked.method,
      headers: passedOn(asked),
      body: asked.method === 'GET' ? null : new Uint8Array(await buffer(asked)),
      redirect: 'manual',
    })
    const type = answer.headers.get('content-type') ?? ''
    const text = await answer.text()
    const lie = await lies
      .find(({ path: lied }) => lied.test(path))
      ?.tell({ status: answer.status, text, type })
    return {
      status: lie?.status ?? answer.status,
      headers: { 'content-type': type, ...lie?.headers },
      body: lie?.body ?? text,
    }
  })
  return {
    url,
    /** Whom the truth comes from. */
    stealFrom(truthful: string) {
      target = truthful
    },
    lie(path: RegExp, tell: Liar | Lie) {
      lies.unshift({ path, tell: typeof tell === 'function' ? tell : () => tell })
    },
    beHonest() {
      lies.length = 0
    },
    close: () => close(server),
  }
}

/** A host that nobody may ever call: it remembers who did. */
export async function startWitness() {
  const heard: string[] = []
  const { server, url } = await listen(async ({ method, url: path }) => {
    heard.push(`${method} ${path}`)
    return { status: 200, headers: {}, body: '' }
  })
  return { url, heard, close: () => close(server) }
}

type Reply = { status: number; headers: Record<string, string>; body: string | Uint8Array }

async function listen(answer: (asked: IncomingMessage) => Promise<Reply>) {
  const server = createServer((asked, response) => {
    answer(asked).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
  return { server, url: `http://127.0.0.1:${address.port}` }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const own = new Set(['host', 'connection', 'content-length', 'accept-encoding'])
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      own.has(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  )
}
