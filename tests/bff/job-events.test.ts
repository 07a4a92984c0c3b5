import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { z } from 'zod'
import { jobEvents } from '#lib/contracts/jobs.ts'
import { jobEvents as readJobEvents } from '#lib/jobs/job-events.ts'
import { createJobReader } from '#lib/jobs/job-reader.ts'
import { findJob } from '#lib/jobs/job-store.ts'
import { GET } from '../../app/api/jobs/[jobId]/events/route.ts'
import { DANIEL } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { APP_URL, type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

interface Heard {
  name: string
  id: string | undefined
  data: z.infer<z.ZodUnknown>
}

let desk: TestDesk
let daniel: Browser
let vendors: string

beforeAll(async () => {
  desk = await openDesk()
  daniel = await desk.signIn(DANIEL, 'patient')
  const { json } = await daniel.get('/api/lists')
  vendors = json.items.find((list: { name: string }) => list.name === 'Vendors').id
})
afterAll(() => desk.close())

let made = 0
async function start(count: number): Promise<string> {
  const items = Array.from({ length: count }, () => {
    made += 1
    return { name: `Vendor ${made}`, codes: [`EV${made}`] }
  })
  const url = `/api/lists/${encodeURIComponent(vendors)}/batches`
  return (await daniel.send('POST', url, { operation: 'create', items })).json.jobId
}

/** Reads the stream as a browser would. */
async function open(jobId: string, { lastEventId = '', after = '', cookie = daniel.cookie } = {}) {
  const closing = new AbortController()
  const response = await GET(
    new NextRequest(new URL(`/api/jobs/${jobId}/events?after=${after}`, APP_URL), {
      headers: { cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
      signal: closing.signal,
    }),
    { params: Promise.resolve({ jobId }) },
  )
  const heard: Heard[] = []
  const ended = (async () => {
    let rest = ''
    for await (const chunk of response.body ?? []) {
      const parts = (rest + new TextDecoder().decode(chunk)).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1]
        const name = field('event')
        if (name) heard.push({ name, id: field('id'), data: JSON.parse(field('data') ?? '') })
      }
    }
  })()
  return { response, heard, ended, close: () => closing.abort() }
}

const rowsOf = (heard: Heard[]) =>
  heard
    .filter(({ name }) => name === 'results')
    .flatMap(({ data }) => jobEvents.results.parse(data).items.map(({ row }) => row))

describe('The events of a job', () => {
  it('tell its state, its batches, every row that ends, and the end', async () => {
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 100,
      match: { query: 'type=create' },
    })
    const jobId = await start(1_200)
    const stream = await open(jobId, { after: '0' })
    await stream.ended
    const names = stream.heard.map(({ name }) => name)
    expect(names[0]).toBe('job')
    expect(names.at(-1)).toBe('end')
    expect(jobEvents.end.parse(stream.heard.at(-1)?.data)).toEqual({ state: 'done' })
    for (const { name, data } of stream.heard) {
      if (name === 'job') jobEvents.job.parse(data)
      if (name === 'step') jobEvents.step.parse(data)
    }
    expect(rowsOf(stream.heard).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 1_200 }, (_, index) => index + 1),
    )
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.response.headers.get('cache-control')).toBe('no-store, no-transform')
  })

  it('go on after the last one that was heard: nothing twice, nothing left out', async () => {
    const jobId = await start(1_000)
    const whole = await open(jobId, { after: '0' })
    await whole.ended
    const results = whole.heard.filter(({ name }) => name === 'results')
    expect(results.length).toBeGreaterThan(2)
    const cut = results[1]
    const second = await open(jobId, { lastEventId: cut?.id ?? '' })
    await second.ended
    const first = results.slice(0, 2)
    expect([...rowsOf(first), ...rowsOf(second.heard)]).toEqual(rowsOf(whole.heard))
  })

  it('are whole for each of many pages, wherever it stands and whenever it comes', async () => {
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 200,
      times: 3,
      match: { query: 'type=create' },
    })
    const jobId = await start(2_500)
    const first = await Promise.all(Array.from({ length: 4 }, () => open(jobId, { after: '0' })))
    await expect.poll(() => rowsOf(first[0]?.heard ?? []).length).toBeGreaterThan(0)
    const late = await Promise.all(Array.from({ length: 4 }, () => open(jobId, { after: '0' })))
    for (const { heard, ended } of [...first, ...late]) {
      await ended
      expect(rowsOf(heard).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 2_500 }, (_, index) => index + 1),
      )
    }
  })

  it('are read from the database once for all pages that follow together', async () => {
    const jobId = await start(300)
    await (await open(jobId)).ended
    const job = (await findJob(desk.app.database.db, jobId)) ?? expect.fail('no such job')
    const { changes } = desk.app.jobs
    async function follow(pages: number): Promise<number> {
      let reads = 0
      const counted = new Proxy(desk.app.database.db, {
        get(db, name) {
          if (name === 'select') reads += 1
          return Reflect.get(db, name)
        },
      })
      const reader = createJobReader(counted, changes)
      const rowsHeard = async () => {
        let rows = 0
        const signal = new AbortController().signal
        for await (const event of readJobEvents({ reader, changes }, job, { revision: 0, row: 0 }, signal))
          if (event?.name === 'results') rows += event.data.items.length
        return rows
      }
      const heard = await Promise.all(Array.from({ length: pages }, rowsHeard))
      expect(heard).toEqual(Array.from({ length: pages }, () => 300))
      return reads
    }
    expect(await follow(10)).toBe(await follow(1))
  })

  it('of a job that has ended are its state and its end', async () => {
    const jobId = await start(2)
    await (await open(jobId)).ended
    const again = await open(jobId)
    await again.ended
    expect(again.heard.map(({ name }) => name)).toEqual(['job', 'step', 'end'])
  })

  it('end when the page is closed', async () => {
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 300,
      match: { query: 'type=create' },
    })
    const stream = await open(await start(2))
    await expect.poll(() => stream.heard.length).toBeGreaterThan(0)
    stream.close()
    await stream.ended
    expect(stream.heard.map(({ name }) => name)).not.toContain('end')
  })

  it('end with the session, also while rows end all the time', async () => {
    const { now } = desk.app
    let later = 0
    onTestFinished(async () => {
      desk.app.now = now
      await control(desk.sandbox.url, 'DELETE', '/faults')
    })
    desk.app.now = () => {
      later += 15_000
      return new Date(now().getTime() + later)
    }
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 300,
      match: { query: 'type=create' },
    })
    const phone = await desk.signIn(DANIEL)
    const stream = await open(await start(3_000), { cookie: phone.cookie })
    await expect.poll(() => stream.heard.length).toBeGreaterThan(0)
    await desk.app.sessions.end(phone.cookie.split('=')[1] ?? '')
    await stream.ended
    expect(stream.heard.map(({ name }) => name)).not.toContain('end')
  })

  it('are for nobody else', async () => {
    const mira = await desk.signIn()
    const jobId = await start(1)
    expect((await open(jobId, { cookie: mira.cookie })).response.status).toBe(404)
    expect((await open(jobId, { cookie: 'clearance.session=none' })).response.status).toBe(401)
  })
})
