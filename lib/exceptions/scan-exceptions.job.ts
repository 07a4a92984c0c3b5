import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { ConcurError, ConcurNotFound } from '#lib/concur/errors.ts'
import { listExceptions } from '#lib/concur/exceptions-v4.ts'
import type { Context } from '#lib/context.ts'
import { reportSummary } from '#lib/contracts/reports.ts'
import { jobs } from '#lib/db/schema.ts'
import { pauseFor } from '#lib/jobs/after-failure.ts'
import type { EndedJob, FileColumns, JobKind, PendingRow, RowEnd, StepRun } from '#lib/jobs/job-kind.ts'
import { Refusal } from '#lib/refusal.ts'
import type { ReportAccess } from '#lib/report-access.ts'
import { wordsOf } from '#lib/surely-unsent.ts'
import { type Finding, storeFindings } from './findings.ts'
import { SCAN_EXCEPTIONS, scanAccess, scanInput } from './scan-input.ts'
import { startScan } from './start-scan.ts'
import { unchangedSince } from './unchanged-since.ts'

/** A person's scans that are kept, the one that just ended included. */
const KEPT = 3

/** Reads the exceptions of many reports: what is known without a call first, then the others one by one. */
export const scanExceptionsJob: JobKind<Context> = {
  kind: SCAN_EXCEPTIONS,
  jobsAtOnce: 4,
  rowsAtOnce: 8,
  adviceWhenUnknown: 'Nothing was changed: scan again.',
  async runStep(run) {
    const input = scanInput.parse(run.input)
    await endWithoutExceptions(run)
    if (input.since) await endUnchanged(run, input.since)
    const access = scanAccess(run.context, input)
    const read = new Map<number, Finding>()
    await run.readRows(
      (row) => scanRow(run, access, row, (finding) => read.set(row.row, finding)),
      (rows) => storeFindings(run.context.db, run.jobId, taken(read, rows)),
    )
    await forgetOldScans(run.context)
  },
  columns: () => reportColumns,
  retry: scanAgain,
}

/** Concur's search says of a report whether anything stands on it. */
async function endWithoutExceptions(run: StepRun<Context>): Promise<void> {
  const without = (await run.pending()).filter(({ item }) => reportSummary.parse(item).hasException === false)
  await run.end(
    without.map(({ row }) => ({
      row,
      outcome: 'done' as const,
      code: 'no-exceptions',
      message: 'Concur says that this report has none.',
    })),
  )
}

async function endUnchanged(run: StepRun<Context>, since: string): Promise<void> {
  const pending = await run.pending()
  const reports = pending.map(({ row, item }) => ({ row, report: reportSummary.parse(item) }))
  const findings = await unchangedSince(run.context, since, reports)
  await storeFindings(run.context.db, run.jobId, findings)
  await run.end(
    findings.map(({ row, exceptions }) => ({
      row,
      outcome: 'done' as const,
      code: 'unchanged',
      message: `${counted(exceptions)}, as in the scan before: the report has not changed.`,
    })),
  )
}

/** Only reads: a row that a dead process had begun is read again. */
async function scanRow(
  { context }: StepRun<Context>,
  { ask, view }: ReportAccess,
  { row, item }: PendingRow,
  found: (finding: Finding) => void,
): Promise<RowEnd> {
  const { reportId } = reportSummary.parse(item)
  try {
    const exceptions = await ask((concur) => listExceptions(concur, { reportId }, view))
    found({ row, exceptions, readAt: context.now() })
    return { outcome: 'done', message: `${counted(exceptions)}.` }
  } catch (error) {
    const pause = pauseFor(error, context.now())
    if (pause) throw pause
    return unread(error)
  }
}

function taken(read: Map<number, Finding>, rows: readonly number[]): Finding[] {
  const findings = rows.flatMap((row) => read.get(row) ?? [])
  for (const row of rows) read.delete(row)
  return findings
}

function unread(error: unknown): RowEnd {
  if (error instanceof ConcurNotFound)
    return { outcome: 'refused', code: error.name, message: 'Concur does not know this report any more.' }
  if (!(error instanceof ConcurError || error instanceof Refusal)) throw error
  const code = error instanceof Refusal ? error.code : error.name
  return { outcome: 'refused', code, message: wordsOf(error), advice: 'Retry failed reads it again.' }
}

function counted(exceptions: readonly { isBlocking: boolean }[]): string {
  const blocking = exceptions.filter(({ isBlocking }) => isBlocking).length
  const count = exceptions.length === 1 ? '1 exception' : `${exceptions.length || 'No'} exceptions`
  return blocking > 0 ? `${count}, ${blocking} blocking` : count
}

/** The scan that just read its last row counts as one of those that are kept. */
async function forgetOldScans({ db, person }: Context): Promise<void> {
  const old = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.kind, SCAN_EXCEPTIONS), eq(jobs.personId, person.id), isNotNull(jobs.endedAt)))
    .orderBy(desc(jobs.createdAt))
    .offset(KEPT - 1)
  if (old.length === 0) return
  await db.delete(jobs).where(
    inArray(
      jobs.id,
      old.map(({ id }) => id),
    ),
  )
}

/** A whole scan, so that the latest one is never a part: what the first one read is taken from it. */
async function scanAgain(context: Context, { jobId, input }: EndedJob): Promise<string> {
  const { filter } = scanInput.parse(input)
  return (await startScan(context, { filter, since: jobId })).jobId
}

const reportColumns: FileColumns = {
  head: ['Report ID', 'Report', 'Owner'],
  cells(item) {
    const { reportId, name, owner } = reportSummary.parse(item)
    return [reportId, name, owner.name ?? owner.login ?? '']
  },
}
