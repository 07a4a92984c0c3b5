import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import type { CallInput } from '#lib/contracts/endpoint.ts'
import type { Endpoints } from '#lib/contracts/endpoints.ts'
import type { ExceptionVisibility, ExceptionWritten } from '#lib/contracts/exceptions.ts'
import type { Job, JobRow } from '#lib/contracts/jobs.ts'
import { type Place, withPlace } from './exception-place.ts'

export type ScanBody = NonNullable<CallInput<Endpoints['POST /api/exceptions/scans']>['body']>
export type BulkBody = NonNullable<CallInput<Endpoints['POST /api/exceptions/bulk']>['body']>

/** Results come in report by report; the whole of them is not asked for more often than a person looks. */
const WHILE_READING = 1_500
const WHILE_CLEARING = 700
/** Before something is written, what is older is read again. */
export const TOO_OLD_TO_WRITE = 60_000

export const scanKey = ['exceptions', 'scan'] as const

/** The person's last scan, null before the first. */
export function latestScanOptions() {
  return queryOptions({
    queryKey: scanKey,
    queryFn: async ({ signal }) => (await callBff('GET /api/exceptions/scans/latest', {}, signal)).scan,
    staleTime: 30_000,
    refetchInterval: ({ state }) => (state.data && state.data.endedAt === null ? WHILE_READING : false),
  })
}

/** The job behind a scan that reads: it knows whether it waits for Concur. */
export function scanJobOptions(jobId: string) {
  return queryOptions({
    queryKey: ['exceptions', 'scan-job', jobId],
    queryFn: ({ signal }) => callBff('GET /api/jobs/{jobId}', { params: { jobId } }, signal),
    staleTime: 0,
    refetchInterval: WHILE_READING,
  })
}

export function startScan(body: ScanBody) {
  return callBff('POST /api/exceptions/scans', { body })
}

export function startBulkClear(body: BulkBody) {
  return callBff('POST /api/exceptions/bulk', { body })
}

export function seenCodesOptions() {
  return queryOptions({
    queryKey: ['exceptions', 'codes'],
    queryFn: async ({ signal }) => (await callBff('GET /api/exceptions/codes', {}, signal)).items,
    staleTime: 5 * 60_000,
  })
}

export function clearingsOptions() {
  return queryOptions({
    queryKey: ['exceptions', 'clearings'],
    queryFn: async ({ signal }) => (await callBff('GET /api/exceptions/clearings', {}, signal)).items,
    staleTime: 60_000,
  })
}

export function reportOptions(reportId: string) {
  return queryOptions({
    queryKey: ['exceptions', 'report', reportId],
    queryFn: ({ signal }) => callBff('GET /api/reports/{reportId}', { params: { reportId } }, signal),
  })
}

export function expensesOptions(reportId: string) {
  return queryOptions({
    queryKey: ['exceptions', 'expenses', reportId],
    queryFn: async ({ signal }) =>
      (await callBff('GET /api/reports/{reportId}/expenses', { params: { reportId } }, signal)).items,
  })
}

export function reportExceptionsOptions(reportId: string) {
  return queryOptions({
    queryKey: ['exceptions', 'on-report', reportId],
    queryFn: ({ signal }) =>
      callBff('GET /api/reports/{reportId}/exceptions', { params: { reportId } }, signal),
    staleTime: 30_000,
  })
}

export function clearAt({ reportId, expenseId, allocationId }: Place, exceptionCode: string, reason: string) {
  const body = { reason }
  if (expenseId === null)
    return callBff('DELETE /api/reports/{reportId}/exceptions/{exceptionCode}', {
      params: { reportId, exceptionCode },
      body,
    })
  if (allocationId === null)
    return callBff('DELETE /api/reports/{reportId}/expenses/{expenseId}/exceptions/{exceptionCode}', {
      params: { reportId, expenseId, exceptionCode },
      body,
    })
  return callBff(
    'DELETE /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions/{exceptionCode}',
    { params: { reportId, expenseId, allocationId, exceptionCode }, body },
  )
}

export interface AddedException {
  exceptionCode: string
  exceptionVisibility: ExceptionVisibility
}

export function addAt({ reportId, expenseId, allocationId }: Place, body: AddedException) {
  if (expenseId === null)
    return callBff('PUT /api/reports/{reportId}/exceptions', { params: { reportId }, body })
  if (allocationId === null)
    return callBff('PUT /api/reports/{reportId}/expenses/{expenseId}/exceptions', {
      params: { reportId, expenseId },
      body,
    })
  return callBff('PUT /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions', {
    params: { reportId, expenseId, allocationId },
    body,
  })
}

/** What a write read back at its place is shown at once, on the page of the report and among what was scanned. */
export function showWritten(client: QueryClient, place: Place, { items }: ExceptionWritten): void {
  if (items === null) {
    void client.invalidateQueries({ queryKey: reportExceptionsOptions(place.reportId).queryKey })
    return
  }
  client.setQueryData(
    reportExceptionsOptions(place.reportId).queryKey,
    (known) => known && { ...known, items: withPlace(known.items, place, items) },
  )
  client.setQueryData(
    latestScanOptions().queryKey,
    (scan) =>
      scan && {
        ...scan,
        items: scan.items.map((report) =>
          report.reportId === place.reportId
            ? { ...report, exceptions: withPlace(report.exceptions, place, items) }
            : report,
        ),
      },
  )
}

export interface ClearProgress {
  job: Job
  /** Rows that have ended, once the job has. */
  rows: JobRow[]
}

/** Many clears, watched to their end. */
export function clearProgressOptions(jobId: string) {
  return queryOptions({
    queryKey: ['exceptions', 'clear', jobId],
    queryFn: async ({ signal }): Promise<ClearProgress> => {
      const job = await callBff('GET /api/jobs/{jobId}', { params: { jobId } }, signal)
      return { job, rows: job.endedAt === undefined ? [] : await readRows(jobId, signal) }
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.job.endedAt === undefined ? WHILE_CLEARING : false),
  })
}

async function readRows(jobId: string, signal: AbortSignal): Promise<JobRow[]> {
  const rows: JobRow[] = []
  let cursor: string | undefined
  do {
    const query = { limit: 1000, cursor }
    const page = await callBff('GET /api/jobs/{jobId}/results', { params: { jobId }, query }, signal)
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return rows
}
