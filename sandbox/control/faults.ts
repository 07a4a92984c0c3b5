import { z } from 'zod'
import { pattern } from './pattern.ts'

export const FAULT_KINDS = [
  // Slow or silent
  'delay',
  'hang',
  'timeout-after-effect',
  // Until a test lets go
  'hold',
  'hold-after-effect',
  // Connections
  'reset-before',
  'reset-after-effect',
  'truncated',
  'cut-off',
  'endless',
  // Statuses with Concur's envelope
  '400',
  'chunked',
  'deadlock',
  '401',
  '403',
  '403-expired',
  '404',
  '409',
  '429',
  '500',
  '503',
  // Answers that are not what was asked for
  'html',
  'html-502',
  'wrong-root',
  'two-roots',
  'empty',
  'malformed',
  'doctype',
  'redirect',
] as const

export const faultBody = z.strictObject({
  match: z
    .strictObject({
      method: z.string().toUpperCase().optional(),
      path: pattern.optional(),
      /** `type=delete` tells one kind of list batch from another. */
      query: pattern.optional(),
    })
    .default({}),
  kind: z.enum(FAULT_KINDS),
  /** How many calls it strikes; without it, every call until it is deleted. */
  times: z.number().int().positive().optional(),
  /** Matching calls that pass before it strikes. */
  after: z.number().int().min(0).optional(),
  /** For `delay`, and before any other kind too. */
  ms: z.number().min(0).max(600_000).optional(),
  /** Seconds or a date in `retry-after` of 429 and 503; absent means no header. */
  retryAfter: z.union([z.number(), z.string()]).optional(),
  /** Where `redirect` leads; default a path of the sandbox, so that the list of calls tells who followed. */
  location: z.string().optional(),
  /** Whether the real operation is carried out before the odd answer is given. */
  effect: z.boolean().optional(),
})

export type Fault = z.infer<typeof faultBody> & { id: number; struck: number; passed: number }

export class FaultStore {
  #faults: Fault[] = []
  #next = 1
  readonly #holds = new Map<number, PromiseWithResolvers<void>>()

  add(body: z.infer<typeof faultBody>): Fault {
    const fault = { ...body, id: this.#next++, struck: 0, passed: 0 }
    this.#faults.push(fault)
    this.#holds.set(fault.id, Promise.withResolvers())
    return fault
  }

  all(): readonly Fault[] {
    return this.#faults
  }

  /** Whatever is held goes on. */
  clear(): void {
    for (const { id } of this.#faults) this.release(id)
    this.#faults = []
    this.#holds.clear()
  }

  /** What this fault holds goes on, and nothing more is held by it. */
  release(id: number): void {
    this.#holds.get(id)?.resolve()
  }

  async untilReleased(id: number): Promise<void> {
    await this.#holds.get(id)?.promise
  }

  /** The first fault that matches and is not used up; it counts as struck. */
  strike(method: string, path: string, query: string): Fault | undefined {
    for (const fault of this.#faults) {
      const { match, times, after = 0 } = fault
      if (times !== undefined && fault.struck >= times) continue
      if (match.method !== undefined && match.method !== method) continue
      if (match.path !== undefined && !new RegExp(match.path).test(path)) continue
      if (match.query !== undefined && !new RegExp(match.query).test(query)) continue
      if (fault.passed < after) {
        fault.passed += 1
        continue
      }
      fault.struck += 1
      return fault
    }
  }
}
