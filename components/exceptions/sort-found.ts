import { compareDecimals } from '#components/ui/compare-decimals.ts'
import type { ScannedReport } from '#lib/contracts/exceptions.ts'
import type { CodeGroup } from './group-by-code.ts'

export const codeColumns = ['code', 'message', 'count', 'reports'] as const
export type CodeColumn = (typeof codeColumns)[number]

export const reportColumns = [
  'report',
  'owner',
  'status',
  'submitted',
  'total',
  'blocking',
  'warnings',
] as const
export type ReportColumn = (typeof reportColumns)[number]

export interface Sort<Column> {
  column: Column
  direction: 'asc' | 'desc'
}

export const defaultCodeSort: Sort<CodeColumn> = { column: 'count', direction: 'desc' }
export const defaultReportSort: Sort<ReportColumn> = { column: 'blocking', direction: 'desc' }

const words = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** Equal codes stay in the order of the alphabet, so that nothing jumps while results come in. */
export function sortCodes(
  groups: readonly CodeGroup[],
  { column, direction }: Sort<CodeColumn>,
): CodeGroup[] {
  const sign = direction === 'asc' ? 1 : -1
  const compare = codeComparisons[column]
  return groups.toSorted((a, b) => sign * compare(a, b) || words.compare(a.code, b.code))
}

const codeComparisons: Record<CodeColumn, (a: CodeGroup, b: CodeGroup) => number> = {
  code: (a, b) => words.compare(a.code, b.code),
  message: (a, b) => words.compare(a.message, b.message),
  count: (a, b) => a.found.length - b.found.length,
  reports: (a, b) => a.reports - b.reports,
}

/** What a report does not say comes last in both directions. */
export function sortReports(
  reports: readonly ScannedReport[],
  { column, direction }: Sort<ReportColumn>,
): ScannedReport[] {
  const sign = direction === 'asc' ? 1 : -1
  const compare = reportComparisons[column]
  return reports.toSorted(
    (a, b) =>
      Number(isMissing(a, column)) - Number(isMissing(b, column)) ||
      sign * compare(a, b) ||
      words.compare(a.name, b.name) ||
      words.compare(a.reportId, b.reportId),
  )
}

const reportComparisons: Record<ReportColumn, (a: ScannedReport, b: ScannedReport) => number> = {
  report: (a, b) => words.compare(a.name, b.name),
  owner: (a, b) => words.compare(ownerOf(a), ownerOf(b)),
  status: (a, b) => words.compare(a.approvalStatus.name ?? '', b.approvalStatus.name ?? ''),
  submitted: (a, b) => compareText(a.submittedAt?.iso, b.submittedAt?.iso),
  total: compareTotals,
  // Of reports that block alike, the one with more to look at.
  blocking: (a, b) => blockingOn(a) - blockingOn(b) || warningsOn(a) - warningsOn(b),
  warnings: (a, b) => warningsOn(a) - warningsOn(b) || blockingOn(a) - blockingOn(b),
}

export const ownerOf = ({ owner }: Pick<ScannedReport, 'owner'>): string => owner.name ?? owner.login ?? ''

export const blockingOn = ({ exceptions }: Pick<ScannedReport, 'exceptions'>): number =>
  exceptions.filter(({ isBlocking }) => isBlocking).length

export const warningsOn = ({ exceptions }: Pick<ScannedReport, 'exceptions'>): number =>
  exceptions.filter(({ isBlocking }) => !isBlocking).length

/** Concur gives no rate to compare currencies by: they stay together, values are compared within one. */
function compareTotals({ total: a }: ScannedReport, { total: b }: ScannedReport): number {
  if (!a || !b) return 0
  return compareText(a.currency, b.currency) || compareDecimals(a.value, b.value)
}

function isMissing(report: ScannedReport, column: ReportColumn): boolean {
  if (column === 'total') return report.total === null
  if (column === 'submitted') return report.submittedAt === null
  if (column === 'owner') return ownerOf(report) === ''
  return false
}

function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
