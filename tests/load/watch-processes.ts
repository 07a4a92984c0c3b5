import { cpus } from 'node:os'
import { ask, type Server } from './call.ts'

const EVERY_MS = 5_000
const MEGABYTE = 1024 * 1024

/** One look at a process of the desk, by its own metrics. */
export interface Look {
  atSeconds: number
  residentMb: number
  cpuSeconds: number
  loopP99Ms: number
  streams: number
}

export interface Watch {
  /** By process, in the order of the servers. */
  looks: Look[][]
  /** Looks that failed, by why. */
  wrong: Map<string, number>
  stop(): void
}

export function watchProcesses(servers: readonly Server[]): Watch {
  const started = performance.now()
  const looks: Look[][] = servers.map(() => [])
  const wrong = new Map<string, number>()
  const look = () =>
    servers.forEach((server, index) => {
      lookAt(server, (performance.now() - started) / 1000).then(
        (seen) => looks[index]?.push(seen),
        ({ message }: Error) => wrong.set(message, (wrong.get(message) ?? 0) + 1),
      )
    })
  const timer = setInterval(look, EVERY_MS)
  return { looks, wrong, stop: () => clearInterval(timer) }
}

export async function lookAt(server: Server, atSeconds = 0): Promise<Look> {
  const text = await ask(server, '/api/metrics')
  const value = (name: string) => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)
    if (!found) throw new Error(`The metrics have no ${name}.`)
    return Number(found[1])
  }
  return {
    atSeconds,
    residentMb: value('process_resident_memory_bytes') / MEGABYTE,
    cpuSeconds: value('process_cpu_seconds_total'),
    loopP99Ms: value('nodejs_eventloop_lag_p99_seconds') * 1000,
    streams: value('clearance_event_streams'),
  }
}

/** Busy and all seconds of the whole machine's processors, to tell what of it the load and Concur take. */
export function machineSeconds(): { busy: number; all: number } {
  let [busy, all] = [0, 0]
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.irq
    busy += sum / 1000
    all += (sum + times.idle) / 1000
  }
  return { busy, all }
}
