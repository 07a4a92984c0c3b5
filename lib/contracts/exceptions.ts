import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'
import { oneReport, reportFilter, reportSummary } from './reports.ts'
import { concurId, outcome, plainText } from './values.ts'
import { exceptionVisibilities, reportContexts } from './vocabulary.ts'

export const exceptionVisibility = z.enum(exceptionVisibilities)
export type ExceptionVisibility = z.infer<typeof exceptionVisibility>

export const reportException = z.object({
  exceptionCode: z.string(),
  exceptionVisibility: exceptionVisibility.nullable(),
  /** It keeps the report from being submitted. */
  isBlocking: z.boolean(),
  message: z.string().nullable(),
  /** Both null: at the header. */
  expenseId: z.string().nullable(),
  allocationId: z.string().nullable(),
  parentExpenseId: z.string().nullable(),
})
export type ReportException = z.infer<typeof reportException>

const id = concurId.max(100)
const header = oneReport
const ofExpense = oneReport.extend({ expenseId: id })
const ofAllocation = ofExpense.extend({ allocationId: id })

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const view = {
  /** Default: `system` where the company acts for this person, else `user`, and `system` for what is not theirs as a user. */
  as: z.enum(['user', 'system']).optional(),
  context: z.enum(reportContexts).default('TRAVELER'),
}

const exceptionsRead = z.object({
  items: z.array(reportException),
  as: z.enum(['user', 'system']),
  readAt: z.iso.datetime(),
})

const headerPath = '/api/reports/{reportId}/exceptions'
const expensePath = '/api/reports/{reportId}/expenses/{expenseId}/exceptions'
const allocationPath = '/api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions'

export const listReportExceptions = endpoint({
  ...plain,
  method: 'GET',
  path: headerPath,
  summary: 'Exceptions of a report, of all levels unless expenses are excluded',
  params: header,
  query: z.object({ ...view, excludeExpenses: flag.optional() }),
  answer: exceptionsRead,
})

export const listExpenseExceptions = endpoint({
  ...plain,
  method: 'GET',
  path: expensePath,
  summary: 'Exceptions of an expense',
  params: ofExpense,
  query: z.object({ ...view, excludeItemizations: flag.optional() }),
  answer: exceptionsRead,
})

export const listAllocationExceptions = endpoint({
  ...plain,
  method: 'GET',
  path: allocationPath,
  summary: 'Exceptions of an allocation',
  params: ofAllocation,
  query: z.object(view),
  answer: exceptionsRead,
})

export const exceptionCode = z
  .string()
  .trim()
  .min(1, 'Choose or write a code.')
  .max(40)
  .regex(/^[\w.-]+$/, 'A code holds letters, digits, dots, hyphens and underscores.')

const added = z.object({ exceptionCode, exceptionVisibility })

/** How a write ended, read back at the place where it was made. */
const written = z.object({
  outcome,
  message: z.string(),
  /** A clear that found nothing to clear. */
  alreadyCleared: z.boolean().optional(),
  /** An exception that stood here with this visibility before: nothing was sent. */
  alreadyThere: z.boolean().optional(),
  /** What stands at this place now, this level alone; null where it could not be read. */
  items: z.array(reportException).nullable(),
  concur: z.object({ correlationId: z.string() }).optional(),
})
export type ExceptionWritten = z.infer<typeof written>

const add = {
  ...plain,
  method: 'PUT',
  summary: 'Add an exception here',
  body: added,
  answer: written,
} as const
export const addReportException = endpoint({ ...add, path: headerPath, params: header })
export const addExpenseException = endpoint({ ...add, path: expensePath, params: ofExpense })
export const addAllocationException = endpoint({ ...add, path: allocationPath, params: ofAllocation })

const reason = plainText.trim().min(1, 'Say why.').max(500)
const cleared = z.object({ reason })
const code = { exceptionCode: id }

const clear = {
  ...plain,
  method: 'DELETE',
  summary: 'Clear the exception with this code here, and nowhere else',
  body: cleared,
  answer: written,
} as const
export const clearReportException = endpoint({
  ...clear,
  path: `${headerPath}/{exceptionCode}`,
  params: header.extend(code),
})
export const clearExpenseException = endpoint({
  ...clear,
  path: `${expensePath}/{exceptionCode}`,
  params: ofExpense.extend(code),
})
export const clearAllocationException = endpoint({
  ...clear,
  path: `${allocationPath}/{exceptionCode}`,
  params: ofAllocation.extend(code),
})

const jobTaken = z.object({ jobId: z.uuid() })

export const clearInBulk = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/exceptions/bulk',
  summary: 'Clear many exceptions across reports as a job, each with its own result',
  body: z.object({
    reason,
    items: z
      .array(
        z
          .object({
            reportId: id,
            expenseId: id.optional(),
            allocationId: id.optional(),
            exceptionCode: id,
            /** As the person saw it, for the job page and the audit log. */
            reportName: plainText.max(500).optional(),
            message: plainText.max(2000).optional(),
          })
          .refine(({ expenseId, allocationId }) => !allocationId || expenseId, {
            message: 'An allocation is found by its expense.',
            path: ['expenseId'],
          }),
      )
      .min(1)
      .max(5_000),
  }),
  answer: jobTaken,
  status: 202,
})

export const startScan = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/exceptions/scans',
  summary: 'Read the exceptions of many reports as a job',
  body: z.object({
    filter: reportFilter.optional(),
    /** An earlier scan: reports that have not changed since are taken from it. */
    since: z.uuid().optional(),
  }),
  answer: jobTaken,
  status: 202,
})

/** A report that was scanned, with everything that was found on it. */
export const scannedReport = reportSummary.extend({
  exceptions: z.array(reportException),
  readAt: z.iso.datetime(),
})
export type ScannedReport = z.infer<typeof scannedReport>

/** What a scan found so far. */
export const scan = z.object({
  jobId: z.uuid(),
  filter: reportFilter,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** False where Concur let this person search their own reports only. */
  allOwners: z.boolean(),
  /** More reports fit the filter than one scan takes. */
  truncated: z.boolean(),
  /** Reports that could not be read are in the job's results. */
  counts: z.object({ reports: z.number().int(), read: z.number().int(), failed: z.number().int() }),
  /** The reports that were read; those without exceptions, as Concur says, are only counted. */
  items: z.array(scannedReport),
})
export type Scan = z.infer<typeof scan>

export const readScan = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/exceptions/scans/{jobId}',
  summary: 'What a scan found so far',
  params: z.object({ jobId: z.uuid() }),
  answer: scan,
})

export const readLatestScan = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/exceptions/scans/latest',
  summary: 'What one’s last scan found so far, null before the first',
  answer: z.object({ scan: scan.nullable() }),
})

export const listSeenCodes = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/exceptions/codes',
  summary: 'Codes seen so far in one’s scans and reports, the most frequent first',
  answer: z.object({
    items: z.array(
      z.object({
        exceptionCode: z.string(),
        message: z.string().nullable(),
        isBlocking: z.boolean(),
        exceptionVisibility: exceptionVisibility.nullable(),
      }),
    ),
  }),
})

export const listClearings = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/exceptions/clearings',
  summary: 'How many exceptions were cleared here by day and code, from the audit log',
  query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
  answer: z.object({
    items: z.array(z.object({ day: z.iso.date(), exceptionCode: z.string(), cleared: z.number().int() })),
  }),
})
