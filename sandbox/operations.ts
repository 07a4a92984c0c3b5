/** How far the sandbox answers an operation that the documentation describes. */
export type Support = 'supported' | 'partial' | 'missing'

export type Operation = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Parameters in braces, under the documentation's own names. */
  path: string
  /** Page of the developer documentation, below api-reference/. */
  page: string
  support: Support
  note: string
}

const AUTH = 'authentication/apidoc'
const IDENTITY = 'profile/v4.identity'
const REQUEST_V1 = 'request/v1.request'
const REQUEST_V4 = 'request/v4.endpoints.request-resources'
const WORKFLOW_V4 = 'request/v4.endpoints.workflow-resources'
const EXPENSES_V4 = 'request/v4.endpoints.expected-expense-resources'
const LIST_V1_READ = 'common/list-item/v1.list-resource-get'
const LIST_V1_WRITE = 'common/list-item/v1.list-resource-post'
const LIST_V4 = 'common/lists/v4.list'
const ITEM_V4 = 'common/list-item/v4.list-item'
const BULK_V4 = 'common/list-item/v4.list-item-bulk'
const EXCEPTIONS_V4 = 'expense/expense-report/v4.exceptions'
const REPORTS_V4 = 'expense/expense-report/v4.reports'
const EXPENSES_OF_REPORTS_V4 = 'expense/expense-report/v4.expenses'
const ALLOCATIONS_V4 = 'expense/expense-report/v4.allocations'
const REPORTS_V3 = 'expense/expense-report/v3.reports'

type Method = Operation['method']

const supported = (method: Method, path: string, page: string, note = ''): Operation => ({
  method,
  path,
  page,
  support: 'supported',
  note,
})
const partial = (method: Method, path: string, page: string, note: string): Operation => ({
  method,
  path,
  page,
  support: 'partial',
  note,
})
const missing = (method: Method, path: string, page: string): Operation => ({
  method,
  path,
  page,
  support: 'missing',
  note: 'not built',
})

const V1 = '/api/travelrequest/v1.0'
const LISTS_V1 = '/api/expense/list/v1.0'
const V4 = '/travelrequest/v4'
const REPORTS = '/expensereports/v4/reports/{reportId}'
const REPORTS_OF_USER = '/expensereports/v4/users/{userID}/context/{contextType}/reports/{reportId}'

export const OPERATIONS: readonly Operation[] = [
  supported('GET', '/oauth2/v0/authorize', AUTH, 'the person is chosen on a page instead of signing in'),
  partial(
    'POST',
    '/oauth2/v0/token',
    AUTH,
    'authorization_code, refresh_token, password with credtype authtoken',
  ),
  missing('POST', '/oauth2/v0/otp', AUTH),
  supported('GET', '/oauth2/v0/jwks', AUTH),
  supported('DELETE', '/app-mgmt/v0/connections', AUTH),

  supported(
    'GET',
    '/profile/identity/v4/Users/{id}',
    IDENTITY,
    'own profile by a user token, any by a company token',
  ),
  missing('GET', '/profile/identity/v4/Users', IDENTITY),

  supported('GET', `${V1}/requestslist`, REQUEST_V1, 'with and without a slash at the end'),
  supported('GET', `${V1}/requests/{requestKey}`, REQUEST_V1),
  supported('POST', `${V1}/requests`, REQUEST_V1),
  supported('POST', `${V1}/requests/{requestKey}`, REQUEST_V1),
  supported(
    'POST',
    `${V1}/requests/{workflowstepId}/workflowaction`,
    REQUEST_V1,
    'Approver role; no System role',
  ),

  missing('GET', `${V4}/requests`, REQUEST_V4),
  missing('POST', `${V4}/requests`, REQUEST_V4),
  missing('GET', `${V4}/requests/{requestUuid}`, REQUEST_V4),
  missing('PUT', `${V4}/requests/{requestUuid}`, REQUEST_V4),
  missing('DELETE', `${V4}/requests/{requestUuid}`, REQUEST_V4),
  missing('GET', `${V4}/requests/{requestUuid}/comments`, REQUEST_V4),
  missing('GET', `${V4}/requests/{requestUuid}/exceptions`, REQUEST_V4),
  missing('GET', `${V4}/requests/{requestUuid}/cashadvances`, REQUEST_V4),
  missing('GET', `${V4}/requests/{requestUuid}/expenses`, EXPENSES_V4),
  missing('POST', `${V4}/requests/{requestUuid}/{action}`, WORKFLOW_V4),

  supported('GET', `${LISTS_V1}/`, LIST_V1_READ, 'with and without a slash at the end'),
  supported('GET', `${LISTS_V1}/{listId}`, LIST_V1_READ),
  supported('GET', `${LISTS_V1}/{listId}/items`, LIST_V1_READ, 'one parentCode a level'),
  supported(
    'GET',
    `${LISTS_V1}/{listId}/items/{parentCode}`,
    LIST_V1_READ,
    'path of an item’s own items-link',
  ),
  supported('POST', `${LISTS_V1}/{listId}/batch`, LIST_V1_WRITE, 'for lists whose batch-link says so'),
  supported('POST', `${LISTS_V1}/list/{listId}/batch`, LIST_V1_WRITE, 'for lists whose batch-link says so'),

  missing('GET', '/list/v4/lists', LIST_V4),
  missing('GET', '/list/v4/lists/{listId}', LIST_V4),
  missing('GET', '/list/v4/lists/{listId}/children', ITEM_V4),
  missing('GET', '/list/v4/items/{itemId}', ITEM_V4),
  missing('GET', '/list/v4/items/{itemId}/children', ITEM_V4),
  missing('POST', '/list/v4/items', ITEM_V4),
  missing('PUT', '/list/v4/items/{itemId}', ITEM_V4),
  missing('DELETE', '/list/v4/items/{itemId}', ITEM_V4),
  missing('POST', '/list/v4/lists/{listId}/bulk', BULK_V4),
  missing('PATCH', '/list/v4/lists/{listId}/bulk', BULK_V4),

  supported('GET', `${REPORTS_OF_USER}/exceptions`, EXCEPTIONS_V4, 'user token'),
  supported('GET', `${REPORTS_OF_USER}/expenses/{expenseId}/exceptions`, EXCEPTIONS_V4, 'user token'),
  supported(
    'GET',
    `${REPORTS_OF_USER}/expenses/{expenseId}/allocations/{allocationId}/exceptions`,
    EXCEPTIONS_V4,
    'user token',
  ),
  supported('GET', `${REPORTS}/exceptions`, EXCEPTIONS_V4),
  supported('PUT', `${REPORTS}/exceptions`, EXCEPTIONS_V4),
  supported('DELETE', `${REPORTS}/exceptions/{exceptionCode}`, EXCEPTIONS_V4),
  supported('GET', `${REPORTS}/expenses/{expenseId}/exceptions`, EXCEPTIONS_V4),
  supported('PUT', `${REPORTS}/expenses/{expenseId}/exceptions`, EXCEPTIONS_V4),
  supported('DELETE', `${REPORTS}/expenses/{expenseId}/exceptions/{exceptionCode}`, EXCEPTIONS_V4),
  supported('GET', `${REPORTS}/expenses/{expenseId}/allocations/{allocationId}/exceptions`, EXCEPTIONS_V4),
  supported('PUT', `${REPORTS}/expenses/{expenseId}/allocations/{allocationId}/exceptions`, EXCEPTIONS_V4),
  supported(
    'DELETE',
    `${REPORTS}/expenses/{expenseId}/allocations/{allocationId}/exceptions/{exceptionCode}`,
    EXCEPTIONS_V4,
  ),

  partial('GET', '/api/v3.0/expense/reports', REPORTS_V3, 'JSON; terms that the data cannot answer are 400'),
  partial('GET', '/api/v3.0/expense/reports/{id}', REPORTS_V3, 'JSON'),
  missing('POST', '/api/v3.0/expense/reports', REPORTS_V3),
  missing('PUT', '/api/v3.0/expense/reports/{id}', REPORTS_V3),
  supported('GET', REPORTS, REPORTS_V4, 'not on the page; integrations read a report so by a company token'),
  supported('GET', REPORTS_OF_USER, REPORTS_V4),
  missing('PATCH', REPORTS, REPORTS_V4),
  missing('PATCH', REPORTS_OF_USER, REPORTS_V4),
  missing('DELETE', REPORTS, REPORTS_V4),
  missing('POST', '/expensereports/v4/users/{userID}/context/{contextType}/reports', REPORTS_V4),
  partial(
    'GET',
    '/expensereports/v4/users/{userId}/context/{contextType}/reportsToApprove',
    REPORTS_V4,
    'nobody is a delegate for an approver',
  ),
  supported('GET', `${REPORTS_OF_USER}/expenses`, EXPENSES_OF_REPORTS_V4),
  supported('GET', `${REPORTS}/expenses`, EXPENSES_OF_REPORTS_V4, 'not on the page, like the report itself'),
  supported('GET', `${REPORTS_OF_USER}/expenses/{expenseId}`, EXPENSES_OF_REPORTS_V4),
  supported('GET', `${REPORTS}/expenses/{expenseId}`, EXPENSES_OF_REPORTS_V4, 'not on the page'),
  supported('GET', `${REPORTS_OF_USER}/expenses/{expenseId}/itemizations`, EXPENSES_OF_REPORTS_V4),
  supported('GET', `${REPORTS_OF_USER}/expenses/{expenseId}/allocations`, ALLOCATIONS_V4),
  missing('GET', `${REPORTS_OF_USER}/allocations/{allocationId}`, ALLOCATIONS_V4),
]
