import { Agent, get } from 'node:http'

export interface Answered {
  status: number
  etag: string
  /** From the call to the last byte. */
  ms: number
}

/** Connections stay open, as a browser's do. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export function ask(url: string, headers: Record<string, string> = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    get(url, { agent, headers }, (answer) => {
      answer.once('error', reject)
      answer.once('end', () => {
        const ms = performance.now() - started
        const status = answer.statusCode ?? 0
        if (status !== 200 && status !== 304) reject(new Error(`${url} answered ${status}`))
        else resolve({ status, etag: String(answer.headers.etag ?? ''), ms })
      })
      answer.resume()
    }).once('error', reject)
  })
}

/** Several people who each ask again as soon as they have their answer. */
export async function load(people: number, seconds: number, call: () => Promise<Answered>) {
  const until = performance.now() + seconds * 1000
  const started = performance.now()
  const waits: number[] = []
  await Promise.all(
    Array.from({ length: people }, async () => {
      while (performance.now() < until) waits.push((await call()).ms)
    }),
  )
  return { perSecond: (waits.length * 1000) / (performance.now() - started), waits }
}
