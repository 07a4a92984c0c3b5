import * as audit from './audit.ts'
import * as exceptions from './exceptions.ts'
import * as jobs from './jobs.ts'
import * as lists from './lists.ts'
import * as me from './me.ts'
import * as reports from './reports.ts'
import * as requests from './requests.ts'

/** Every endpoint by method and path. The browser takes the types of it and nothing else. */
export const endpoints = {
  'GET /api/me': me.readMe,
  'POST /api/session/sign-out-everywhere': me.signOutEverywhere,
  'POST /api/session/disconnect': me.disconnect,
  'GET /api/requests': requests.listRequests,
  'POST /api/requests': requests.createRequest,
  'POST /api/requests/bulk': requests.decideInBulk,
  'GET /api/requests/{requestKey}': requests.readRequest,
  'PUT /api/requests/{requestKey}': requests.updateRequest,
  'POST /api/requests/{requestKey}/approve': requests.approveRequest,
  'POST /api/requests/{requestKey}/send-back': requests.sendBackRequest,
  'POST /api/requests/{requestKey}/recall': requests.recallRequest,
  'GET /api/jobs': jobs.listJobs,
  'GET /api/jobs/{jobId}': jobs.readJob,
  'GET /api/jobs/{jobId}/results': jobs.readJobResults,
  'POST /api/jobs/{jobId}/cancel': jobs.cancelJob,
  'POST /api/jobs/{jobId}/retry-failed': jobs.retryFailed,
  'GET /api/lists': lists.listLists,
  'GET /api/lists/{listId}': lists.readList,
  'GET /api/lists/{listId}/items': lists.listItems,
  'POST /api/lists/{listId}/check': lists.checkListRows,
  'POST /api/lists/{listId}/batches': lists.startListBatch,
  'POST /api/lists/{listId}/change-code/check': lists.checkCodeChange,
  'POST /api/lists/{listId}/change-code': lists.changeCode,
  'GET /api/reports': reports.listReports,
  'GET /api/reports/{reportId}': reports.readReport,
  'GET /api/reports/{reportId}/expenses': reports.listExpenses,
  'GET /api/reports/{reportId}/exceptions': exceptions.listReportExceptions,
  'PUT /api/reports/{reportId}/exceptions': exceptions.addReportException,
  'DELETE /api/reports/{reportId}/exceptions/{exceptionCode}': exceptions.clearReportException,
  'GET /api/reports/{reportId}/expenses/{expenseId}/exceptions': exceptions.listExpenseExceptions,
  'PUT /api/reports/{reportId}/expenses/{expenseId}/exceptions': exceptions.addExpenseException,
  'DELETE /api/reports/{reportId}/expenses/{expenseId}/exceptions/{exceptionCode}':
    exceptions.clearExpenseException,
  'GET /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions':
    exceptions.listAllocationExceptions,
  'PUT /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions':
    exceptions.addAllocationException,
  'DELETE /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions/{exceptionCode}':
    exceptions.clearAllocationException,
  'POST /api/exceptions/bulk': exceptions.clearInBulk,
  'POST /api/exceptions/scans': exceptions.startScan,
  'GET /api/exceptions/scans/latest': exceptions.readLatestScan,
  'GET /api/exceptions/scans/{jobId}': exceptions.readScan,
  'GET /api/exceptions/codes': exceptions.listSeenCodes,
  'GET /api/exceptions/clearings': exceptions.listClearings,
  'GET /api/audit': audit.listAudit,
}

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints
