import { toCsv } from '#lib/contracts/csv.ts'
import type { ScannedReport } from '#lib/contracts/exceptions.ts'
import { kindWord, levelWords, visibilityWords } from './exception-words.ts'
import type { Found } from './found-exceptions.ts'
import { blockingOn, warningsOn } from './sort-found.ts'

const reportHead = [
  'Report id',
  'Report',
  'Owner',
  'Owner login',
  'Approval status',
  'Submitted',
  'Modified',
  'Amount',
  'Currency',
]

/** A line for each exception, with the report that it stands on. */
export function exceptionsCsv(found: readonly Found[]): string {
  const head = [
    'Code',
    'Blocking',
    'Level',
    'Message',
    'Who sees it',
    'Expense id',
    'Allocation id',
    ...reportHead,
  ]
  const rows = found.map(({ exception, level, report }) => [
    exception.exceptionCode,
    kindWord(exception.isBlocking),
    levelWords[level],
    exception.message?.trim() ?? '',
    exception.exceptionVisibility ? visibilityWords[exception.exceptionVisibility].short : '',
    exception.expenseId ?? '',
    exception.allocationId ?? '',
    ...reportCells(report),
  ])
  return toCsv([head, ...rows])
}

/** A line for each report, with how many exceptions it has. */
export function reportsCsv(reports: readonly ScannedReport[]): string {
  const rows = reports.map((report) => [...reportCells(report), blockingOn(report), warningsOn(report)])
  return toCsv([[...reportHead, 'Blocking', 'Warnings'], ...rows])
}

function reportCells({ reportId, name, owner, approvalStatus, ...report }: ScannedReport): string[] {
  return [
    reportId,
    name,
    owner.name ?? '',
    owner.login ?? '',
    approvalStatus.name ?? approvalStatus.code ?? '',
    report.submittedAt?.raw ?? '',
    report.modifiedAt?.raw ?? '',
    report.total?.value ?? '',
    report.total?.currency ?? '',
  ]
}
