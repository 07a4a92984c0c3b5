import { setTimeout as wait } from 'node:timers/promises'
import { DANIEL, MIRA, type Person } from '../../sandbox/people.ts'
import { quantile } from '../bench/spread.ts'
import { peopleLike } from '../support/people-like.ts'
import { signInOverHttp } from '../support/sign-in-over-http.ts'
import { approverAtWork } from './approver.ts'
import type { Server } from './call.ts'
import { type Database, openDesk } from './desk.ts'
import { keptMb } from './kept-memory.ts'
import { type Background, runListJobs } from './list-jobs.ts'
import { THINK_SECONDS, type Visit, visit } from './visit.ts'
import { type Look, lookAt, machineSeconds, watchProcesses } from './watch-processes.ts'

export interface Wanted {
  approvers: number
  /** Running list jobs, each in a list of its own, and the event streams open on all of them together. */
  jobs: number
  streams: number
  minutes: number
}

/** A level of load on the way to too much. */
export interface Level {
  people: number
  visit: Visit
  /** Processors that each process of the desk used. */
  desk: number[]
  /** The share of the whole machine that was busy; the load and Concur run on it too. */
  machine: number
  /** The worst of the processes. */
  loopP99Ms: number
}

export interface Measured {
  database: Database
  signInsPerSecond: number
  steady: Level
  /** Of every process, while the load was steady. */
  looks: Look[][]
  /** Megabytes of heap that each process kept, once it was warm and at the end of the steady load; null where that was too short. */
  kept: { warm: number[]; end: number[] } | null
  background: Pick<Background, 'jobsDone' | 'events' | 'wrong'>
  /** Each twice the people of the one before; the last is the first that was too much. */
  levels: Level[]
}

/** Concur is not in memory: so long it takes for a batch of a thousand rows. */
export const BATCH_MS = 10_000
const LEVEL_SECONDS = 30
const LEVELS_AT_MOST = 7
/** What starts, fills caches and grows for a while is left out of the comparison of memory. */
export const WARM_SECONDS = 120
/** Somebody who waits longer than this for the list looks elsewhere. */
export const PATIENCE_MS = 1_000

export async function measure(database: Database, wanted: Wanted): Promise<Measured> {
  const desk = await openDesk(database, {
    approvers: wanted.approvers,
    administrators: wanted.jobs,
    batchMs: BATCH_MS,
  })
  try {
    const { servers } = desk
    const started = performance.now()
    const approvers = await signIn(servers, peopleLike(MIRA, wanted.approvers))
    const signInsPerSecond = (wanted.approvers * 1000) / (performance.now() - started)
    const administrators = await signIn(servers, peopleLike(DANIEL, wanted.jobs))
    const people = approvers.map(approverAtWork)

    const background = await runListJobs(
      servers,
      administrators,
      wanted.streams / wanted.jobs,
      BATCH_MS / wanted.jobs,
    )
    const watch = watchProcesses(servers)
    const level = async (count: number, seconds: number): Promise<Level> => {
      const before = await countersOf(servers)
      const seen = await visit(servers, people, Math.round(count / THINK_SECONDS), seconds)
      const after = await countersOf(servers)
      const used = (of: (counters: typeof before) => number) => of(after) - of(before)
      return {
        people: count,
        visit: seen,
        desk: servers.map(
          (_, index) => used(({ desk }) => desk[index]?.cpuSeconds ?? 0) / used((counters) => counters.at),
        ),
        machine: used((counters) => counters.machine.busy) / used((counters) => counters.machine.all),
        loopP99Ms: Math.max(...after.desk.map(({ loopP99Ms }) => loopP99Ms)),
      }
    }
    const keptNow = () => Promise.all(servers.map(({ inspector }) => keptMb(inspector)))
    const steadySeconds = wanted.minutes * 60
    const isLong = steadySeconds > 2 * WARM_SECONDS
    const warm = isLong && wait(WARM_SECONDS * 1000).then(keptNow)
    const steady = await level(wanted.approvers, steadySeconds)
    const kept = warm ? { warm: await warm, end: await keptNow() } : null
    watch.stop()
    const levels: Level[] = []
    let count = wanted.approvers
    do {
      count *= 2
      levels.push(await level(count, LEVEL_SECONDS))
    } while (holds(levels.at(-1)) && levels.length < LEVELS_AT_MOST)
    await background.stop()
    const { jobsDone, events, wrong } = background
    return {
      database,
      signInsPerSecond,
      steady,
      looks: watch.looks,
      kept,
      background: { jobsDone, events, wrong: new Map([...wrong, ...watch.wrong]) },
      levels,
    }
  } finally {
    await desk.close()
  }
}

/** No error, nobody waits long, and all that was asked was answered. */
export function holds(level: Level | undefined): boolean {
  if (!level) return false
  const { wrong, routes, answered, callsPerSecond, seconds } = level.visit
  const slowest = Math.max(...[...routes.values()].map((times) => quantile(times, 0.99)))
  return wrong.size === 0 && slowest <= PATIENCE_MS && answered >= 0.95 * callsPerSecond * seconds
}

/** Eight at a time, since a desk in the morning sees more than one. @returns their cookies */
async function signIn(servers: readonly Server[], people: readonly Person[]): Promise<string[]> {
  const url = servers[0]?.url ?? ''
  const waiting = [...people.entries()]
  const cookies: string[] = []
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, { id }] = next
        cookies[index] = `clearance.session=${await signInOverHttp(url, id)}`
      }
    }),
  )
  return cookies
}

async function countersOf(servers: readonly Server[]) {
  const desk = await Promise.all(servers.map((server) => lookAt(server)))
  return { desk, machine: machineSeconds(), at: performance.now() / 1000 }
}
