import { type ConcurClient, send, sendAndRead } from './client.ts'
import { expectNothing } from './expect-nothing.ts'
import { parseId } from './ids.ts'
import { type ReportPlace, type ReportView, reportPath } from './report-place.ts'
import type { ConcurCall } from './transport.ts'

/** Who sees an exception: everybody, approvers and processors, processors. */
export const exceptionVisibilities = ['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR'] as const
export type ExceptionVisibility = (typeof exceptionVisibilities)[number]

export interface ReportException {
  exceptionCode: string
  /** Null for one that the page does not name. */
  exceptionVisibility: ExceptionVisibility | null
  /** It keeps the report from being submitted. There is no numeric level in v4. */
  isBlocking: boolean
  /** Exactly as Concur wrote it, in the language of the person whose token reads it. */
  message: string | null
  /** Both null: it stands at the header. */
  expenseId: string | null
  allocationId: string | null
  /** The expense of which `expenseId` is an itemization. */
  parentExpenseId: string | null
}

export interface ExceptionQuery {
  /** At a header: its own alone. Concur's default is the whole report, down to the allocations. */
  excludeExpenses?: boolean
  /** At an expense: without those of its itemizations. */
  excludeItemizations?: boolean
}

/**
 * The exceptions at a place and below it (expense/expense-report/v4.exceptions, "Retrieve Report Header / Expense /
 * Allocation Exceptions", with and without a system user). A view of a user needs that user's token, and shows what this
 * context may see. Unchanged bytes give the same object: treat it as read-only. Throws a `ConcurError` or `InvalidId`; a
 * broken answer is `ConcurMalformed`, never an empty list.
 */
export async function listExceptions(
  client: ConcurClient,
  place: ReportPlace,
  view: ReportView,
  query: ExceptionQuery = {},
): Promise<ReportException[]> {
  const isHeader = place.expenseId === undefined
  const isExpense = !isHeader && place.allocationId === undefined
  return sendAndRead(client, 'reportExceptions', {
    operation: `list ${levelOf(place)} exceptions`,
    method: 'GET',
    path: [...reportPath(place, view), 'exceptions'],
    query: {
      excludeExpenses: isHeader ? query.excludeExpenses : undefined,
      excludeItemizations: isExpense ? query.excludeItemizations : undefined,
    },
  })
}

export interface WrittenException {
  correlationId?: string
}

/**
 * Puts an exception on a place ("Add Report Header / Expense / Allocation Exception"), for which Concur documents the
 * company's token. Throws a `ConcurError` or `InvalidId`; when its `sent` is not `no`, read back.
 */
export async function addException(
  client: ConcurClient,
  place: ReportPlace,
  exception: { exceptionCode: string; exceptionVisibility: ExceptionVisibility },
): Promise<WrittenException> {
  return write(client, {
    operation: `add ${levelOf(place)} exception`,
    method: 'PUT',
    path: [...reportPath(place, 'system'), 'exceptions'],
    body: JSON.stringify({
      exceptionCode: parseId('exceptionCode', exception.exceptionCode),
      exceptionVisibility: exception.exceptionVisibility,
    }),
  })
}

/**
 * Deletes the exception with this code at this one place ("Delete Report Header / Expense / Allocation Exception"); the
 * same code elsewhere on the report stays. Throws a `ConcurError` or `InvalidId`; `ConcurNotFound` also when the code does
 * not stand there (any more). When its `sent` is not `no`, read back.
 */
export async function deleteException(
  client: ConcurClient,
  place: ReportPlace,
  exceptionCode: string,
): Promise<WrittenException> {
  return write(client, {
    operation: `delete ${levelOf(place)} exception`,
    method: 'DELETE',
    path: [...reportPath(place, 'system'), 'exceptions', parseId('exceptionCode', exceptionCode)],
  })
}

function levelOf({ expenseId, allocationId }: ReportPlace): string {
  if (expenseId === undefined) return 'report header'
  return allocationId === undefined ? 'expense' : 'allocation'
}

async function write(client: ConcurClient, call: ConcurCall): Promise<WrittenException> {
  const answer = await send(client, call)
  expectNothing(call.operation, answer)
  return { correlationId: answer.correlationId }
}
