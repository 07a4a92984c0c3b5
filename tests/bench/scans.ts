import { z } from 'zod'
import { MIRA } from '../../sandbox/people.ts'
import { concurToken } from './concur-token.ts'
import type { Desk } from './desk.ts'
import { type Figure, figure } from './figure.ts'

const ROUNDS = 3
/** As many as the desk reads at once. */
const AT_ONCE = 8
/** How often a job is looked at: one person has 20 calls a second. */
const LOOK_EVERY_MS = 150
/** An answer of Concur's takes at least as long over the network. */
const CONCUR_TAKES_MS = 100

/** Part (e): the exceptions of all 400 reports, through the job engine and by a bare loop. */
export async function measureScans(desk: Desk): Promise<Figure[]> {
  const reports = await openReports(desk)
  const figures: Figure[] = []
  for (const delayMs of [CONCUR_TAKES_MS, 0]) {
    await reports.concurTakes(delayMs)
    const ours: Run[] = []
    const theirs: Run[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      theirs.push(await reports.counted(reports.bareLoop))
      ours.push(await reports.counted(reports.scan))
    }
    figures.push(...figuresOf(delayMs, ours, theirs))
  }
  await reports.concurTakes(0)
  return figures
}

interface Run {
  seconds: number
  calls: number
}

function figuresOf(delayMs: number, ours: readonly Run[], theirs: readonly Run[]): Figure[] {
  const concur = delayMs ? `Concur takes ${delayMs} ms a call` : 'Concur in memory'
  const against = `bare loop, ${AT_ONCE} at once`
  const time = figure({
    part: 'e',
    what: `400 reports scanned, ${concur}`,
    unit: 's',
    ours: ours.map(({ seconds }) => seconds),
    theirs: theirs.map(({ seconds }) => seconds),
    against,
    aim: delayMs ? { of: 'ratio', atMost: 1.2 } : undefined,
    note: 'The search of all pages, then a call for each report that has exceptions. Ours stores what was found and the end of every row; the loop keeps it in memory.',
  })
  if (!delayMs) return [time]
  const calls = figure({
    part: 'e',
    what: 'calls of a scan',
    unit: '',
    ours: ours.map((run) => run.calls),
    theirs: theirs.map((run) => run.calls),
    against,
    aim: { of: 'ratio', atMost: 1 },
  })
  return [time, calls]
}

const page = z.object({
  Items: z.array(z.object({ ID: z.string(), HasException: z.boolean() })),
  NextPage: z.string().nullish(),
})
const jobTaken = z.object({ jobId: z.uuid() })
const scanned = z.object({
  endedAt: z.iso.datetime().nullable(),
  counts: z.object({ reports: z.number(), read: z.number() }),
})
const called = z.array(z.object({ path: z.string() }))

/** All reports of the sandbox, as the desk and as a bare program read them. */
async function openReports(desk: Desk) {
  const headers = {
    cookie: `clearance.session=${desk.processor}`,
    'content-type': 'application/json',
    'x-clearance': '1',
    'sec-fetch-site': 'same-origin',
  }
  const token = await concurToken(desk.concurUrl, MIRA.id, 'openid EXPRPT expense.report.readwrite')
  const control = (path: string, init?: RequestInit) => fetch(`${desk.concurUrl}/__control/${path}`, init)
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${desk.concurUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`)
    return answer.json()
  }

  async function withExceptions(): Promise<string[]> {
    const found: string[] = []
    let offset: string | null = ''
    while (offset !== null) {
      const from: string = offset && `&offset=${offset}`
      const { Items, NextPage } = page.parse(await ask(`/api/v3.0/expense/reports?user=ALL&limit=100${from}`))
      found.push(...Items.filter(({ HasException }) => HasException).map(({ ID }) => ID))
      offset = NextPage ? new URL(NextPage).searchParams.get('offset') : null
    }
    return found
  }

  return {
    async concurTakes(ms: number) {
      await control('faults', { method: 'DELETE' })
      if (ms === 0) return
      const body = JSON.stringify({ kind: 'delay', ms, match: { path: '/exceptions$|/expense/reports$' } })
      await control('faults', { method: 'POST', body })
    },
    async counted(run: () => Promise<number>): Promise<Run> {
      await control('calls', { method: 'DELETE' })
      const seconds = await run()
      const calls = called.parse(await (await control('calls')).json())
      return { seconds, calls: calls.filter(({ path }) => !path.startsWith('/oauth2/')).length }
    },
    async bareLoop() {
      const started = performance.now()
      const waiting = await withExceptions()
      const found: unknown[] = []
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
            found.push(await ask(`/expensereports/v4/reports/${id}/exceptions`))
        }),
      )
      return (performance.now() - started) / 1_000
    },
    /** From the click to the end of the job's last row, by the clock that both sides share. */
    async scan() {
      const started = Date.now()
      const answer = await fetch(`${desk.url}/api/exceptions/scans`, { method: 'POST', headers, body: '{}' })
      const { jobId } = jobTaken.parse(await answer.json())
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
        const job = await (await fetch(`${desk.url}/api/jobs/${jobId}`, { headers })).json()
        if (!job.endedAt) continue
        const read = await fetch(`${desk.url}/api/exceptions/scans/${jobId}`, { headers })
        const { counts } = scanned.parse(await read.json())
        if (counts.read !== counts.reports) throw new Error('Not every report was read.')
        return (Date.parse(job.endedAt) - started) / 1_000
      }
    },
  }
}
