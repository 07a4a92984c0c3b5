import { describe, expect, it } from 'vitest'
import { endpoints } from '#lib/contracts/endpoints.ts'
import { PRIYA } from '../../sandbox/people.ts'
import type { AttackedDesk, Heard, Visitor } from './attacked-desk.ts'

/** Written as they stand into the request line, which a program that uses URLs would never send. */
const RAW = [
  '..',
  '.',
  '%2e%2e',
  '%2e',
  '.%2e',
  '..;',
  '%2e%2e%2f',
  '..%2f..%2fme',
  '..%5c..%5cme',
  '%252e%252e',
  '%00',
  '%0d%0a',
  '%ff',
  '%',
  '\\..\\',
  '%2f',
]

export function attackIds(desk: () => AttackedDesk): void {
  const reads = Object.values(endpoints).filter(({ method, path }) => method === 'GET' && path.includes('{'))

  async function patiently(visitor: Visitor, path: string): Promise<Heard> {
    let answer = await visitor.get(path)
    while (answer.status === 429) answer = await visitor.get(path)
    return answer
  }

  describe('A path with dots, slashes and escapes for an id', () => {
    it('leads to no other place, here or at Concur', async () => {
      const visitor = desk().visitor()
      await visitor.signIn(PRIYA)
      const { calls } = desk().sandbox.store
      const before = calls.all().length
      for (const { path } of reads)
        for (const value of RAW) {
          const asked = path.replace(/\{\w+\}(?!.*\{)/, value).replace(/\{\w+\}/g, 'x')
          const answer = await patiently(visitor, asked)
          expect([308, 400, 403, 404], `${asked}: ${answer.text.slice(0, 200)}`).toContain(answer.status)
          expect(answer.text, asked).not.toContain(PRIYA.login)
        }
      for (const { path } of calls.all().slice(before))
        for (const segment of path.split('/').slice(1))
          expect(decodeURIComponent(segment), path).not.toMatch(/^\.{1,2}$|[/\\]/)
    })
  })
}
