import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { STREAMS_OF_A_PERSON } from '#lib/bff/limits.ts'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { type AttackedDesk, HOST, type Visitor } from './attacked-desk.ts'

const FROM = '203.0.113.9'

export function attackByNumbers(desk: () => AttackedDesk): void {
  const codesAsked = () =>
    desk()
      .sandbox.store.calls.all()
      .filter(({ method, path }) => method === 'POST' && path === '/oauth2/v0/token').length

  async function tryCode(visitor: Visitor, forwardedFor: string): Promise<string> {
    const callback = await visitor.consent(await visitor.begin(), MIRA)
    callback.searchParams.set('code', 'guessed')
    const headers = { 'x-forwarded-for': forwardedFor }
    const answer = await visitor.get(callback.pathname + callback.search, headers)
    return new URL(answer.headers.location ?? '').searchParams.get('error') ?? ''
  }

  it('Somebody who guesses codes is asked to wait, whatever they say of themselves, and nobody else is', async () => {
    const reasons: string[] = []
    for (let count = 0; count < 22; count += 1)
      reasons.push(await tryCode(desk().visitor(), `198.51.100.${count}, ${FROM}`))
    expect(reasons).toEqual([...Array(20).fill('code'), 'often', 'often'])
    const before = codesAsked()
    expect(await tryCode(desk().visitor(), FROM)).toBe('often')
    expect(codesAsked()).toBe(before)
    const other = desk().visitor()
    await other.signIn(PRIYA)
    expect(await other.isSignedIn()).toBe(true)
  })

  it('One person’s script that runs wild is slowed down, in all their sessions, and nobody else is', async () => {
    const [office, phone, daniel] = [desk().visitor(), desk().visitor(), desk().visitor()]
    await Promise.all([office.signIn(MIRA), phone.signIn(MIRA), daniel.signIn(DANIEL)])
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) => (index % 2 ? office : phone).get('/api/jobs')),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused[0]?.headers['retry-after']).toMatch(/^\d+$/)
    expect((await daniel.get('/api/jobs')).status).toBe(200)
  })

  describe('Event streams', () => {
    async function follow(visitor: Visitor, path: string): Promise<IncomingMessage> {
      const call = request({
        port: desk().port,
        host: '127.0.0.1',
        path,
        headers: { host: HOST, cookie: visitor.cookie },
        agent: false,
      })
      call.end()
      const [answer] = await once(call, 'response')
      return answer
    }

    it('of one person are bounded, and one that ends makes room', async () => {
      const daniel = desk().visitor()
      await daniel.signIn(DANIEL)
      const { json } = await daniel.get('/api/lists')
      const vendors = json.items.find(({ name }: { name: string }) => name === 'Vendors')
      await control(desk().sandbox.url, 'POST', '/faults', { kind: 'hang', match: { path: '/batch$' } })
      const started = await daniel.write('POST', `/api/lists/${encodeURIComponent(vendors.id)}/batches`, {
        operation: 'create',
        items: [{ name: 'Flood', codes: ['FLOOD1'] }],
      })
      const path = `/api/jobs/${started.json.jobId}/events`
      const open: IncomingMessage[] = []
      while (open.length < STREAMS_OF_A_PERSON) {
        const stream = await follow(daniel, path)
        if (stream.statusCode === 200) open.push(stream)
        else await expect.poll(async () => (await daniel.get('/api/me')).status).toBe(200)
      }
      await expect.poll(async () => (await daniel.get('/api/me')).status).toBe(200)
      const refused = await daniel.get(path)
      expect(refused.status).toBe(429)
      expect(refused.json.detail).toContain(`${STREAMS_OF_A_PERSON} jobs at once`)
      open.pop()?.destroy()
      await expect
        .poll(async () => {
          const stream = await follow(daniel, path)
          const status = stream.statusCode
          stream.destroy()
          return status
        })
        .toBe(200)
      for (const stream of open) stream.destroy()
      await control(desk().sandbox.url, 'DELETE', '/faults')
      expect((await daniel.write('POST', `/api/jobs/${started.json.jobId}/cancel`, undefined)).status).toBe(
        200,
      )
    })
  })
}
