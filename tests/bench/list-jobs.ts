import { z } from 'zod'
import { DANIEL } from '../../sandbox/people.ts'
import { concurToken } from './concur-token.ts'
import type { Desk } from './desk.ts'
import { type Figure, figure } from './figure.ts'
import { spreadOf } from './spread.ts'

const ROUNDS = 3
const BATCHES = 12
const BATCH = 1_000
const CHECKED = 100_000
/** What a batch of 1000 takes at Concur is not documented; that it takes longer than in memory is sure. */
const CONCUR_TAKES_MS = 1_000

/** Part (d): imports through the job engine, the check before them, and how soon a result is on the page. */
export async function measureListJobs(desk: Desk): Promise<Figure[]> {
  const lists = await openLists(desk)
  const figures = [
    await throughput(lists, 'rows a second of an import, Concur in memory', 0),
    await throughput(
      lists,
      `rows a second of an import, Concur takes ${CONCUR_TAKES_MS} ms a batch`,
      CONCUR_TAKES_MS,
    ),
  ]
  return [...figures, await eventLatency(lists), ...(await check(desk, lists))]
}

type Lists = Awaited<ReturnType<typeof openLists>>

async function throughput(lists: Lists, what: string, delayMs: number): Promise<Figure> {
  await lists.concurTakes(delayMs)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push((BATCHES * BATCH) / (await lists.bareLoop(lists.newItems(BATCHES * BATCH))))
    ours.push((BATCHES * BATCH) / (await lists.job(lists.newItems(BATCHES * BATCH))).seconds)
  }
  await lists.concurTakes(0)
  return figure({
    part: 'd',
    what,
    unit: '/s',
    ours,
    theirs,
    against: 'bare loop of posts',
    aim: { of: 'ratio', atLeast: 0.8 },
    note: `${BATCHES} batches of ${BATCH}, from the first to the last, every row's end stored; the bare loop posts the same batches and stores nothing.`,
  })
}

async function eventLatency(lists: Lists): Promise<Figure> {
  const late: number[] = []
  for (let round = 0; round < ROUNDS; round += 1)
    late.push(...(await lists.job(lists.newItems(BATCHES * BATCH))).late)
  const spread = spreadOf(late)
  return figure({
    part: 'd',
    what: 'a result on the page after it is stored, slowest',
    unit: 'ms',
    ours: [Math.max(...late)],
    against: '',
    aim: { of: 'ours', atMost: 500 },
    note: `Of ${late.length} batches, by the event stream; half of them within ${Math.round(spread.median)} ms.`,
  })
}

async function check(desk: Desk, lists: Lists): Promise<Figure[]> {
  const items = lists.newItems(CHECKED)
  const body = JSON.stringify({ operation: 'merge', items })
  await lists.post('check', JSON.stringify({ operation: 'merge', items: items.slice(0, 1_000) }))
  const ours: number[] = []
  const theirs: number[] = []
  const before = await probed(desk, 'start')
  for (let round = 0; round < ROUNDS; round += 1) {
    const parsing = performance.now()
    JSON.parse(body)
    theirs.push(performance.now() - parsing)
    const started = performance.now()
    await lists.post('check', body)
    ours.push(performance.now() - started)
  }
  const after = await probed(desk, 'read')
  return [
    figure({ part: 'd', what: '100,000 rows checked', unit: 'ms', ours, theirs, against: 'bare JSON.parse' }),
    figure({
      part: 'd',
      what: 'event loop meanwhile, longest delay',
      unit: 'ms',
      ours: [after.max],
      against: '',
    }),
    figure({
      part: 'd',
      what: 'memory of the app at its peak',
      unit: 'MB',
      ours: [after.peakMegabytes],
      against: 'before',
      theirs: [before.peakMegabytes],
      note: `Resident, of the whole process; the body is ${Math.round(body.length / 1e6)} MB of JSON.`,
    }),
  ]
}

const probe = z.object({ max: z.number(), peakMegabytes: z.number() })

async function probed(desk: Desk, what: 'start' | 'read') {
  return probe.parse(await (await fetch(`${desk.probes.desk}/${what}`)).json())
}

const listsAnswer = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
const jobTaken = z.object({ jobId: z.uuid() })
const held = z.object({
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  counts: z.object({ succeeded: z.number() }),
})
const step = z.object({ endedAt: z.iso.datetime().optional() })

interface Item {
  name: string
  codes: string[]
}

/** The list of vendors, as the desk and as a bare program write to it. */
async function openLists(desk: Desk) {
  const headers = {
    cookie: `clearance.session=${desk.administrator}`,
    'content-type': 'application/json',
    'x-clearance': '1',
    'sec-fetch-site': 'same-origin',
  }
  const get = async (path: string) => (await fetch(`${desk.url}${path}`, { headers })).json()
  const { items } = listsAnswer.parse(await get('/api/lists'))
  const vendors = items.find(({ name }) => name === 'Vendors')
  if (!vendors) throw new Error('The sandbox has no list of vendors.')
  const path = `/api/lists/${encodeURIComponent(vendors.id)}`
  const token = await concurToken(desk.concurUrl, DANIEL.id, 'openid LIST')
  let made = 0

  async function post(what: string, body: string): Promise<unknown> {
    const answer = await fetch(`${desk.url}${path}/${what}`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${what} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }

  /** When each batch was stored, and when its event came. */
  async function follow(jobId: string): Promise<number[]> {
    const late: number[] = []
    const stream = await fetch(`${desk.url}/api/jobs/${jobId}/events`, { headers })
    let rest = ''
    for await (const chunk of stream.body ?? []) {
      const now = Date.now()
      const events = (rest + new TextDecoder().decode(chunk)).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        if (!event.startsWith('event: step')) continue
        const { endedAt } = step.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}'))
        if (endedAt) late.push(now - Date.parse(endedAt))
      }
    }
    return late
  }

  return {
    post,
    newItems: (count: number): Item[] =>
      Array.from({ length: count }, () => {
        made += 1
        return { name: `Vendor ${made}`, codes: [`BN${made}`] }
      }),
    /** An import from its first batch to its end, in seconds. */
    async job(rows: Item[]) {
      const { jobId } = jobTaken.parse(
        await post('batches', JSON.stringify({ operation: 'create', items: rows })),
      )
      const late = await follow(jobId)
      const { startedAt, endedAt, counts } = held.parse(await get(`/api/jobs/${jobId}`))
      if (counts.succeeded !== rows.length) throw new Error('Not every row of the import was done.')
      return { seconds: (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000, late }
    },
    async bareLoop(rows: Item[]) {
      const started = performance.now()
      for (let from = 0; from < rows.length; from += BATCH) {
        const answer = await fetch(
          `${desk.concurUrl}/api/expense/list/v1.0/${encodeURIComponent(vendors.id)}/batch?type=create`,
          {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
            body: batchOf(rows.slice(from, from + BATCH)),
          },
        )
        if (!(await answer.text()).includes(`<records-failed>0<`))
          throw new Error('A batch of the loop failed.')
      }
      return (performance.now() - started) / 1_000
    },
    async concurTakes(ms: number) {
      const faults = `${desk.concurUrl}/__control/faults`
      await fetch(faults, { method: 'DELETE' })
      if (ms === 0) return
      const body = JSON.stringify({ kind: 'delay', ms, match: { query: 'type=create' } })
      await fetch(faults, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    },
  }
}

function batchOf(items: readonly Item[]): string {
  const rows = items.map(
    ({ name, codes: [code] }) =>
      `<list-item><name>${name}</name><level1code>${code}</level1code></list-item>`,
  )
  return `<list-item-batch xmlns="http://www.concursolutions.com/api/expense/list/2010/02">${rows.join('')}</list-item-batch>`
}
