import { instant, usDate } from '../clock.ts'
import { ConcurError } from '../http/concur-error.ts'
import { LEGACY_HOST } from '../http/legacy-host.ts'
import { element, parent, travelRequestDocument } from '../http/xml-writer.ts'
import { amount } from '../seed/currencies.ts'
import { currentStep, lastComment, STATUS_NAMES, shownApprover, type TravelRequest } from './entities.ts'
import type { TravelRequestStore } from './store.ts'

/** "Retrieves a list of up to 1000 travel requests": there are no pages. */
export const LIST_LIMIT = 1000

type Chosen = (request: TravelRequest, login: string | undefined) => boolean

const owned = (...keys: TravelRequest['status'][]): Chosen => {
  return (request, login) =>
    keys.includes(request.status) && (login === undefined || request.owner.login === login)
}

// The nine status values. The first seven are about the owner, the last two about the approver.
const STATUS_VALUES: Record<string, Chosen> = {
  ACTIVE: owned('Q_NOTF', 'Q_RESU', 'Q_PEND', 'Q_APPR'),
  UNSUBMITTED: owned('Q_NOTF', 'Q_RESU'),
  PENDING: owned('Q_PEND'),
  VALIDATED: owned('Q_APPR'),
  CANCELED: owned('Q_CANC'),
  CLOSED: owned('Q_CLSD'),
  SUBMITTED: owned('Q_PEND', 'Q_APPR'),
  TOAPPROVE: (request, login) => currentStep(request)?.approver.login === login,
  APPROVED: (request, login) =>
    request.status === 'Q_APPR' &&
    request.steps.some((step) => step.approvedAt !== undefined && step.approver.login === login),
}

export type ListQuery = { chosen: Chosen; login: string | undefined; after: number; before: number }

/** Reads the search terms; names are matched without case, as the service does. */
export function readListQuery(query: Record<string, string>, signedIn: string): ListQuery {
  const terms = new Map(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]))
  const status = (terms.get('status') || 'ACTIVE').toUpperCase()
  const chosen = Object.hasOwn(STATUS_VALUES, status) ? STATUS_VALUES[status] : undefined
  if (!chosen) throw new ConcurError(400, `The status ${status} is not a valid search term.`, 'status')
  const login = terms.get('loginid')?.toLowerCase() || undefined
  const aboutApprover = status === 'TOAPPROVE' || status === 'APPROVED'
  return {
    chosen,
    login: login ?? (aboutApprover ? signedIn : undefined),
    after: readInstant(terms, 'modifiedafterdate') ?? Number.NEGATIVE_INFINITY,
    before: readInstant(terms, 'modifiedbeforedate') ?? Number.POSITIVE_INFINITY,
  }
}

function readInstant(terms: Map<string, string>, name: string): number | undefined {
  const text = terms.get(name)
  if (text === undefined || text === '') return undefined
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/.test(text)
    ? Date.parse(`${text}${text.length > 10 ? 'Z' : ''}`)
    : Number.NaN
  // Date.parse rolls 31 June over to July; only a date that reads back the same exists.
  if (Number.isNaN(at) || instant(at).slice(0, text.length) !== text) {
    throw new ConcurError(400, `${name} must have the format YYYY-MM-DDThh:mm:ss.`, name)
  }
  return at
}

export function listDocument(store: TravelRequestStore, query: ListQuery): string {
  const rows: string[] = []
  for (const request of store.newestFirst()) {
    if (rows.length === LIST_LIMIT) break
    const modified = Math.floor(request.modifiedAt / 1000) * 1000
    if (modified <= query.after || modified >= query.before) continue
    if (query.chosen(request, query.login)) rows.push(store.row(request, listRow))
  }
  const list = parent('RequestsList', rows.join(''), '  ')
  return travelRequestDocument(
    'RequestsWithCount',
    `${list}${element('TotalCount', String(rows.length), '  ')}`,
  )
}

/** Elements and order of the documented example, with the table's StartDate and EndDate. */
function listRow(request: TravelRequest): string {
  const line = (name: string, value: string) => element(name, value, '      ')
  const { owner } = request
  return parent(
    'RequestSummary',
    line('ApprovalStatus', STATUS_NAMES[request.status]) +
      line('ApproverLoginID', shownApprover(request)?.login ?? '') +
      line('RequestCurrency', owner.currency) +
      line('EmployeeName', `${owner.firstName} ${owner.lastName}`) +
      line('EndDate', request.endDate ? usDate(request.endDate) : '') +
      line('LastComment', lastComment(request)) +
      line('Purpose', request.purpose) +
      line('RequestDate', instant(request.createdAt)) +
      line('RequestDetailsUrl', `${LEGACY_HOST}/api/travelrequest/v1.0/requests/${request.key}`) +
      line('RequestID', request.id) +
      line('RequestName', request.name) +
      line('RequestTotal', amount(request.total, owner.currency)) +
      line('RequestUserLoginID', owner.login) +
      line('StartDate', request.startDate ? usDate(request.startDate) : ''),
    '    ',
  )
}
