import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ask, open, type Server } from './call.ts'

const ROWS = 10_000
const lists = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
const jobTaken = z.object({ jobId: z.uuid() })
const ended = z.object({ state: z.string(), counts: z.object({ total: z.number(), succeeded: z.number() }) })

/** Imports that run one after the other in as many lists as there are administrators, each watched by several pages. */
export interface Background {
  jobsDone: number
  events: number
  wrong: Map<string, number>
  /** Waits until no stream is open; the jobs that run are left to the desk. */
  stop(): Promise<void>
}

export async function runListJobs(
  servers: readonly Server[],
  administrators: readonly string[],
  streamsEach: number,
  /** Between the first imports, so that they do not go in step. */
  apartMs: number,
): Promise<Background> {
  const stopping = new AbortController()
  const background = { jobsDone: 0, events: 0, wrong: new Map<string, number>() }
  const { items } = lists.parse(
    JSON.parse(await ask(at(servers, 0), '/api/lists', { cookie: administrators[0] })),
  )
  const running: Promise<void>[] = []
  for (const [index, cookie] of administrators.entries()) {
    const listId = items[index]?.id ?? ''
    const streams = streamsEach
    running.push(
      importAgainAndAgain({ servers, cookie, listId, streams, stopping: stopping.signal, background }),
    )
    await wait(apartMs)
  }
  return Object.assign(background, {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  })
}

interface Import {
  servers: readonly Server[]
  cookie: string
  listId: string
  streams: number
  stopping: AbortSignal
  background: Pick<Background, 'jobsDone' | 'events' | 'wrong'>
}

async function importAgainAndAgain(work: Import): Promise<void> {
  const { servers, cookie, listId, stopping, background } = work
  const path = `/api/lists/${encodeURIComponent(listId)}/batches`
  for (let round = 1; !stopping.aborted; round += 1) {
    try {
      const body = JSON.stringify({ operation: 'merge', items: rowsOf(round) })
      const { jobId } = jobTaken.parse(
        JSON.parse(await ask(at(servers, round), path, { method: 'POST', cookie, body })),
      )
      await Promise.all(
        Array.from({ length: work.streams }, (_, index) => follow(work, at(servers, index), jobId)),
      )
      if (stopping.aborted) return
      const { state, counts } = ended.parse(
        JSON.parse(await ask(at(servers, 0), `/api/jobs/${jobId}`, { cookie })),
      )
      if (state !== 'done' || counts.succeeded !== counts.total) went(background, `a job ended as ${state}`)
      background.jobsDone += 1
    } catch (error) {
      went(background, error instanceof Error ? error.message : String(error))
      await wait(1_000)
    }
  }
}

/** Reads a job's events to their end, from where they broke off if they do. */
async function follow(
  { cookie, stopping, background }: Import,
  server: Server,
  jobId: string,
): Promise<void> {
  const stream = await open(server, `/api/jobs/${jobId}/events`, { cookie })
  const stop = () => stream.destroy()
  stopping.addEventListener('abort', stop, { once: true })
  let last = ''
  try {
    if (stream.statusCode !== 200) return went(background, `a stream answered ${stream.statusCode}`)
    for await (const piece of stream.setEncoding('utf8')) {
      background.events += piece.split('\nevent: ').length - 1 + (piece.startsWith('event: ') ? 1 : 0)
      last = `${last}${piece}`.slice(-200)
    }
    if (!last.includes('event: end')) went(background, 'a stream ended before its job')
  } catch (error) {
    if (!stopping.aborted)
      went(background, `a stream broke: ${error instanceof Error ? error.message : error}`)
  } finally {
    stopping.removeEventListener('abort', stop)
  }
}

/** The same codes in every round, with other names: the first adds them, the others rename them. */
const rowsOf = (round: number) =>
  Array.from({ length: ROWS }, (_, index) => ({
    name: `Item ${index} of round ${round}`,
    codes: [`LOAD${index}`],
  }))

function at(servers: readonly Server[], index: number): Server {
  const server = servers[index % servers.length]
  if (!server) throw new Error('No process of the desk runs.')
  return server
}

function went({ wrong }: Pick<Background, 'wrong'>, what: string): void {
  wrong.set(what, (wrong.get(what) ?? 0) + 1)
}
