import { Agent, type IncomingMessage, request } from 'node:http'

/** A process of the desk. Behind a proxy all of them are called by one name: `host`. */
export interface Server {
  name: string
  url: string
  host: string
  /** Host and port of its inspector. */
  inspector: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

interface Call {
  method?: string
  cookie?: string
  body?: string
}

/** The answer as it begins to come; the desk is called as its own page calls it. */
export function open({ url, host }: Server, path: string, call: Call = {}): Promise<IncomingMessage> {
  const { method = 'GET', cookie = '', body } = call
  return new Promise((resolve, reject) => {
    const headers = {
      host,
      cookie,
      'x-clearance': '1',
      'sec-fetch-site': 'same-origin',
      ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
    }
    request(`${url}${path}`, { agent, method, headers }, resolve).once('error', reject).end(body)
  })
}

/** The whole answer as text. @throws Error where it is not a 2xx. */
export async function ask(server: Server, path: string, call?: Call): Promise<string> {
  const answer = await open(server, path, call)
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece)
  const text = Buffer.concat(pieces).toString()
  if (answer.statusCode === undefined || answer.statusCode >= 300)
    throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`)
  return text
}
