import { readReportExceptions } from './exceptions-reader.ts'
import type { ReportException } from './exceptions-v4.ts'
import { readList, readListItems, readLists } from './list-reader.ts'
import type { ConcurList, ConcurListItem } from './lists-v1.ts'
import type { FoundReport, FoundReports } from './reports-v3.ts'
import { readFoundReport, readReportSearch } from './reports-v3-reader.ts'
import type {
  ExpenseReport,
  ReportAllocation,
  ReportExpense,
  ReportExpenseDetail,
  ReportToApprove,
} from './reports-v4.ts'
import {
  readAllocations,
  readExpense,
  readExpenses,
  readReport,
  readReportsToApprove,
} from './reports-v4-reader.ts'
import type { RequestList, TravelRequest } from './travel-request.ts'
import { readRequestList, readTravelRequest } from './travel-request-reader.ts'

/** Answers that may be large enough for the worker pool, by name: a name crosses to the worker, a function cannot. */
export interface Readings {
  requestList: RequestList
  travelRequest: TravelRequest
  lists: ConcurList[]
  list: ConcurList
  listItems: ConcurListItem[]
  reportExceptions: ReportException[]
  reportSearch: FoundReports
  foundReport: FoundReport
  report: ExpenseReport
  reportsToApprove: ReportToApprove[]
  expenses: ReportExpense[]
  expense: ReportExpenseDetail
  allocations: ReportAllocation[]
}

export type ReaderName = keyof Readings

export const readers: { readonly [N in ReaderName]: (bytes: Uint8Array) => Readings[N] } = {
  requestList: readRequestList,
  travelRequest: readTravelRequest,
  lists: readLists,
  list: readList,
  listItems: readListItems,
  reportExceptions: readReportExceptions,
  reportSearch: readReportSearch,
  foundReport: readFoundReport,
  report: readReport,
  reportsToApprove: readReportsToApprove,
  expenses: readExpenses,
  expense: readExpense,
  allocations: readAllocations,
}
