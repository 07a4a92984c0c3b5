import type { Context } from 'hono'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import type { Json } from '../http/json-writer.ts'
import { LEGACY_HOST } from '../http/legacy-host.ts'
import { type ExpenseReport, withItemizations } from './entities.ts'
import { REPORTS_V3, reportV3 } from './report-v3.ts'

const DEFAULT_LIMIT = 25
const LIMIT = 100

type Term = (report: ExpenseReport, value: string) => boolean

const list = (value: string): string[] => value.split(',').map((part) => part.trim())

/** The search terms of v3.reports that the data can answer; names are matched without case. */
const TERMS: Readonly<Record<string, Term>> = {
  approvalstatuscode: (report, value) => list(value).includes(report.status),
  paymentstatuscode: (report, value) => list(value).includes(report.payment),
  currencycode: (report, value) => report.owner.currency === value,
  countrycode: (report, value) => report.owner.country.code === value,
  approverloginid: (report, value) =>
    report.status === 'A_PEND' && report.approver.login === value.toLowerCase(),
  expensetypecode: (report, value) => withItemizations(report.expenses).some(({ type }) => type.id === value),
  vendorname: (report, value) => report.expenses.some(({ vendor }) => vendor === value),
  createdateafter: ({ createdAt }, value) => createdAt > readInstant('createDateAfter', value),
  createdatebefore: ({ createdAt }, value) => createdAt < readInstant('createDateBefore', value),
  submitdateafter: ({ submittedAt = Number.NaN }, value) =>
    submittedAt > readInstant('submitDateAfter', value),
  submitdatebefore: ({ submittedAt = Number.NaN }, value) =>
    submittedAt < readInstant('submitDateBefore', value),
  modifieddateafter: ({ modifiedAt }, value) => modifiedAt > readInstant('modifiedDateAfter', value),
  modifieddatebefore: ({ modifiedAt }, value) => modifiedAt < readInstant('modifiedDateBefore', value),
}

/** Who is asked about: `user` needs the role, without it one's own reports are meant. */
type Asked = { login: string } | 'ALL' | undefined

export function searchReports(c: Context<Env>): Json {
  const query = new Map(Object.entries(c.req.query()).map(([name, value]) => [name.toLowerCase(), value]))
  const limit = readLimit(query.get('limit'))
  const after = query.get('offset')
  const owned = ownedBy(asked(c, query.get('user')))
  const terms = readTerms(query)
  const found = c
    .get('sandbox')
    .reports.all()
    .filter((report) => owned(report) && terms.every(([term, value]) => term(report, value)))
  const start = after === undefined ? 0 : startAfter(c, found, after)
  const page = found.slice(start, start + limit)
  const last = page.at(-1)
  return {
    Items: page.map(reportV3),
    // The printed answer, a last page, has no NextPage at all.
    ...(last && start + limit < found.length ? { NextPage: nextPage(c, last) } : {}),
  }
}

/** One report; somebody else's needs its owner's login in `user`. */
export function findOwnReport(c: Context<Env>): ExpenseReport {
  const user = c.req.query('user')
  if (user?.toUpperCase() === 'ALL')
    throw new ConcurError(400, 'user=ALL is not allowed for a single report.')
  const owned = ownedBy(asked(c, user))
  const report = c.get('sandbox').reports.find(c.req.param('id') ?? '')
  if (!report || !owned(report)) throw new ConcurError(404, 'The report was not found.')
  return report
}

function asked(c: Context<Env>, user: string | undefined): Asked {
  const person = c.get('person')
  if (user === undefined || user === '') return person && { login: person.login }
  if (person && !person.roles.includes('Web Services Administrator')) {
    throw new ConcurError(403, 'The user does not have the role Web Services Administrator.')
  }
  return user.toUpperCase() === 'ALL' ? 'ALL' : { login: user.toLowerCase() }
}

/** A company owns no reports itself. */
function ownedBy(who: Asked): (report: ExpenseReport) => boolean {
  if (who === 'ALL') return () => true
  return ({ owner }) => owner.login === who?.login
}

function readTerms(query: ReadonlyMap<string, string>): [Term, string][] {
  const read: [Term, string][] = []
  for (const [name, value] of query) {
    if (name === 'limit' || name === 'offset' || name === 'user' || value === '') continue
    const term = Object.hasOwn(TERMS, name) ? TERMS[name] : undefined
    if (!term) throw new ConcurError(400, `The sandbox cannot search by ${name}.`)
    if (name.includes('date')) readInstant(name, value)
    read.push([term, value])
  }
  return read
}

function readLimit(given: string | undefined): number {
  if (given === undefined || given === '') return DEFAULT_LIMIT
  const limit = Number(given)
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT) return limit
  throw new ConcurError(400, `limit must be a number from 1 to ${LIMIT}.`)
}

/** "Accepted Formats: yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss.SSS", in UTC. */
function readInstant(name: string, value: string): number {
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?)?$/
  const at = form.test(value) ? Date.parse(value.includes('T') ? `${value}Z` : value) : Number.NaN
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(value.slice(0, 10))) return at
  throw new ConcurError(400, `${name} must have the format yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss.SSS.`)
}

/** An offset names the last row that was served, so that a page stays whole when reports are added. */
function startAfter(c: Context<Env>, found: readonly ExpenseReport[], offset: string): number {
  const served = c.get('sandbox').reports.find(Buffer.from(offset, 'base64url').toString())
  if (!served) throw new ConcurError(400, 'The offset is not one of this search.')
  const next = found.findIndex(({ createdAt }) => createdAt < served.createdAt)
  return next < 0 ? found.length : next
}

/** A legacy host whatever host was asked, as in `WorkflowActionUrl` and `URI`. */
function nextPage(c: Context<Env>, { id }: ExpenseReport): string {
  const url = new URL(`${LEGACY_HOST}${REPORTS_V3}${new URL(c.req.url).search}`)
  url.searchParams.set('offset', Buffer.from(id).toString('base64url'))
  return url.href
}
