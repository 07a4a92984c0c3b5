import { oneOf, type UrlState } from '#lib/browser/url-state.ts'
import { exceptionVisibilities } from '#lib/contracts/vocabulary.ts'
import type { ScanFilter } from './scan-filter.ts'
import {
  type CodeColumn,
  codeColumns,
  defaultCodeSort,
  defaultReportSort,
  type ReportColumn,
  reportColumns,
  type Sort,
} from './sort-found.ts'

export const views = ['codes', 'reports', 'picture'] as const
export type View = (typeof views)[number]

/** Everything that a shared link restores. */
export interface ExceptionsUrl extends ScanFilter {
  view: View
  codeSort: Sort<CodeColumn>
  reportSort: Sort<ReportColumn>
  /** Codes whose places are shown. */
  open: readonly string[]
  /** The row that the acts are about. */
  at: string | null
}

export const exceptionsUrl: UrlState<ExceptionsUrl> = {
  read: (search) => ({
    view: oneOf(views, search.get('view')) ?? 'codes',
    q: search.get('q') ?? '',
    owner: search.get('owner'),
    status: search.get('status'),
    submittedFrom: readDay(search.get('submittedFrom')),
    submittedTo: readDay(search.get('submittedTo')),
    modifiedFrom: readDay(search.get('modifiedFrom')),
    modifiedTo: readDay(search.get('modifiedTo')),
    amountFrom: readDecimal(search.get('amountFrom')),
    amountTo: readDecimal(search.get('amountTo')),
    blocking: search.get('blocking') === 'only',
    code: search.get('code'),
    visibility: oneOf(exceptionVisibilities, search.get('visibility')),
    codeSort: readSort(codeColumns, search.get('codesBy')) ?? defaultCodeSort,
    reportSort: readSort(reportColumns, search.get('reportsBy')) ?? defaultReportSort,
    open: search.get('open')?.split(',').filter(Boolean) ?? [],
    at: search.get('at'),
  }),
  write: ({ view, q, blocking, codeSort, reportSort, open, ...url }) => ({
    ...url,
    view: view === 'codes' ? null : view,
    q: q || null,
    blocking: blocking ? 'only' : null,
    codesBy: writeSort(codeSort, defaultCodeSort),
    reportsBy: writeSort(reportSort, defaultReportSort),
    open: open.join(',') || null,
  }),
}

const readDay = (text: string | null) => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null)

export const readDecimal = (text: string | null) =>
  text && /^-?\d{1,15}(\.\d{1,8})?$/.test(text) ? text : null

function writeSort<Column extends string>(sort: Sort<Column>, usual: Sort<Column>): string | null {
  if (sort.column === usual.column && sort.direction === usual.direction) return null
  return `${sort.column}.${sort.direction}`
}

function readSort<Column extends string>(
  columns: readonly Column[],
  text: string | null,
): Sort<Column> | null {
  const [name = null, order = null] = text?.split('.') ?? []
  const column = oneOf(columns, name)
  const direction = oneOf(['asc', 'desc'], order)
  return column && direction ? { column, direction } : null
}
