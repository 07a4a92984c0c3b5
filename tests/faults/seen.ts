import { problem } from '#lib/contracts/problem.ts'
import type { Answer } from '../support/test-desk.ts'

/** What the person sees in the end. */
export interface Seen {
  /** `shown` is a read that was answered, `problem` what is told instead of an outcome. */
  ends: 'shown' | 'done' | 'refused' | 'unknown' | 'not-sent' | 'problem'
  status: number
  /** Of the problem, or of the job's row. */
  code?: string
  words: string
  /** Seconds until another try. */
  retryAfter?: number
  job?: { id: string; state: string; reason: string; rests: number[] }
}

export function seenIn({ status, json, headers }: Answer): Seen {
  if (status >= 400) {
    const { code, detail, retryAfter } = problem.parse(json)
    const header = headers.get('retry-after')
    if (header !== (retryAfter === undefined ? null : String(retryAfter)))
      throw new Error(`retry-after says ${header}, the problem ${retryAfter}.`)
    return { ends: 'problem', status, code, words: detail, retryAfter }
  }
  return { ends: json.outcome ?? 'shown', status, words: json.message ?? '' }
}
