import { z } from 'zod'
import { test as deskTest, expect } from '../support/desk-fixture.ts'

export { expect }

const heldSummary = z.object({
  reportId: z.string(),
  name: z.string(),
  status: z.string(),
  exceptions: z.number(),
  blocking: z.number(),
})

const heldReport = heldSummary.extend({
  exceptions: z.array(
    z.object({
      level: z.enum(['header', 'expense', 'itemization', 'allocation']),
      exceptionCode: z.string(),
      isBlocking: z.boolean(),
      expenseId: z.string().nullable(),
      allocationId: z.string().nullable(),
    }),
  ),
})

/** An expense report as Concur holds it, whatever the desk shows. */
export type HeldReport = z.infer<typeof heldReport>

const started = z.object({ jobId: z.string() })

interface Reports {
  all(): Promise<z.infer<typeof heldSummary>[]>
  holds(reportId: string): Promise<HeldReport>
  /** Some reports with a few exceptions each. */
  withExceptions(): Promise<HeldReport[]>
  /** One of them, on whose header Concur has put the warning LATE60. */
  withLate60(): Promise<HeldReport>
  fault(kind: string, match: { method?: string; path: string }, more?: Record<string, unknown>): Promise<void>
  mend(): Promise<void>
  /** Somebody else adds or clears something at a header. */
  touch(reportId: string, change: { add?: string[]; remove?: string[] }): Promise<void>
  /** Reads the reports of one approval status, as the desk does when it is asked to. */
  scan(status: string): Promise<void>
}

export const test = deskTest.extend<{ reports: Reports }>({
  person: 'priya',
  reports: async ({ context, control, desk }, use) => {
    const all = async () => z.array(heldSummary).parse(await control('GET', '/reports'))
    const holds = async (reportId: string) => heldReport.parse(await control('GET', `/reports/${reportId}`))
    const atHeader = (codes: string[] = []) => codes.map((exceptionCode) => ({ exceptionCode }))
    const withExceptions = async () => {
      const some = (await all()).filter(({ exceptions }) => exceptions > 2 && exceptions < 12)
      return Promise.all(some.slice(0, 20).map(({ reportId }) => holds(reportId)))
    }
    const touch: Reports['touch'] = async (reportId, { add, remove }) => {
      await control('POST', `/reports/${reportId}/touch`, { add: atHeader(add), remove: atHeader(remove) })
    }
    await use({
      all,
      holds,
      withExceptions,
      async withLate60() {
        const [report] = await withExceptions()
        if (!report) throw new Error('A report has to have exceptions.')
        await touch(report.reportId, { add: ['LATE60'] })
        return report
      },
      async fault(kind, match, more) {
        await control('POST', '/faults', { kind, match, ...more })
      },
      async mend() {
        await control('DELETE', '/faults')
      },
      touch,
      async scan(status) {
        const headers = { 'x-clearance': '1', origin: desk.url }
        const answer = await context.request.post('/api/exceptions/scans', {
          headers,
          data: { filter: { status } },
        })
        const { jobId } = started.parse(await answer.json())
        await expect
          .poll(async () => (await (await context.request.get(`/api/jobs/${jobId}`)).json()).endedAt, {
            timeout: 30_000,
          })
          .toBeTruthy()
      },
    })
  },
})
