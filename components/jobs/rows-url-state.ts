import { oneOf, type UrlState } from '#lib/browser/url-state.ts'
import type { RowOutcome } from '#lib/contracts/jobs.ts'
import { rowOutcomes } from '#lib/contracts/vocabulary.ts'

/** `not-done`: whatever did not end as done. */
export const shownOutcomes = ['all', 'not-done', ...rowOutcomes] as const
export type ShownOutcome = 'all' | 'not-done' | RowOutcome

/** Which rows of a job the page shows. */
export const rowsUrl: UrlState<{ outcome: ShownOutcome | null; step: number | null }> = {
  read: (search) => ({
    outcome: oneOf(shownOutcomes, search.get('outcome')),
    step: Number(/^[1-9]\d{0,5}$/.exec(search.get('step') ?? '')?.[0]) || null,
  }),
  write: ({ outcome, step }) => ({ outcome, step: step === null ? null : String(step) }),
}
