import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import type { Act } from './approver.ts'
import type { Server } from './call.ts'

/** Every approver does something once in so many seconds. */
export const THINK_SECONDS = 10
/** The load tool sends at the tick of a second: what starts a tenth of a second apart comes as people do, not in step. */
const GATES = 10
const CONNECTIONS_A_GATE = 8
const TIMEOUT_SECONDS = 30

export interface Visit {
  callsPerSecond: number
  seconds: number
  answered: number
  /** Milliseconds of every answer, by route. */
  routes: Map<string, number[]>
  /** How often something went wrong, by what it was. */
  wrong: Map<string, number>
}

/** So many calls a second for so long, each by the next person, over connections to every process of the desk. */
export async function visit(
  servers: readonly Server[],
  people: readonly (() => Act)[],
  callsPerSecond: number,
  seconds: number,
): Promise<Visit> {
  const visit: Visit = { callsPerSecond, seconds, answered: 0, routes: new Map(), wrong: new Map() }
  let turn = 0
  const next = (): Act => {
    const act = people[turn++ % people.length]?.()
    if (!act) throw new Error('Nobody is at work.')
    return act
  }
  const gates: Promise<void>[] = []
  for (let gate = 0; gate < GATES; gate += 1) {
    const calls = Math.floor(callsPerSecond / GATES) + (gate < callsPerSecond % GATES ? 1 : 0)
    const server = servers[gate % servers.length]
    if (server && calls > 0) gates.push(enter(server, calls, next, visit))
    await wait(1000 / GATES)
  }
  await Promise.all(gates)
  return visit
}

function enter({ url, host }: Server, callsPerSecond: number, next: () => Act, visit: Visit): Promise<void> {
  const acts = new WeakMap<object, Act>()
  let current: Act | undefined
  const went = (what: string) => visit.wrong.set(what, (visit.wrong.get(what) ?? 0) + 1)
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections: Math.min(callsPerSecond, CONNECTIONS_A_GATE),
        overallRate: callsPerSecond,
        duration: visit.seconds,
        timeout: TIMEOUT_SECONDS,
        requests: [
          {
            setupRequest(request, context) {
              const act = next()
              acts.set(context, act)
              const { method, path, body } = act
              return { ...request, method, path, body, headers: { ...act.headers, host } }
            },
            onResponse(status, body, context, headers = {}) {
              current = acts.get(context)
              const lowered = Object.entries(headers).map(([name, value]) => [
                name.toLowerCase(),
                String(value),
              ])
              const wrong = current?.answered(status, body, Object.fromEntries(lowered))
              if (wrong) went(`${current?.route}: ${wrong}`)
            },
          },
        ],
      },
      (error) => (error ? reject(error) : resolve()),
    )
    // Comes right after onResponse of the same answer.
    instance.on('response', (_client, _status, _bytes, ms) => {
      visit.answered += 1
      const { route } = current ?? { route: 'unknown' }
      const times = visit.routes.get(route)
      if (times) times.push(ms)
      else visit.routes.set(route, [ms])
    })
    instance.on('reqError', (error: Error) => went(error.message))
  })
}
