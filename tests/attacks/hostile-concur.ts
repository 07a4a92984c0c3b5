import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../support/listen.ts'

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
  const { url, close } = await listen(async (asked) => {
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
    close,
  }
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const own = new Set(['host', 'connection', 'content-length', 'accept-encoding'])
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      own.has(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  )
}
