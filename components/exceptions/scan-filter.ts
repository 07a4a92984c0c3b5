import { compareDecimals } from '#components/ui/compare-decimals.ts'
import type { ExceptionVisibility, ReportException, ScannedReport } from '#lib/contracts/exceptions.ts'

/** What of a scan is shown. Days are YYYY-MM-DD, both ends with it. */
export interface ScanFilter {
  q: string
  owner: string | null
  status: string | null
  submittedFrom: string | null
  submittedTo: string | null
  modifiedFrom: string | null
  modifiedTo: string | null
  amountFrom: string | null
  amountTo: string | null
  blocking: boolean
  code: string | null
  visibility: ExceptionVisibility | null
}

export const noFilter: ScanFilter = {
  q: '',
  owner: null,
  status: null,
  submittedFrom: null,
  submittedTo: null,
  modifiedFrom: null,
  modifiedTo: null,
  amountFrom: null,
  amountTo: null,
  blocking: false,
  code: null,
  visibility: null,
}

/** Reports that match, each with the exceptions that match; a report without one is left out. */
export function filterScan(reports: readonly ScannedReport[], filter: ScanFilter): ScannedReport[] {
  const words = lower(filter.q).split(/\s+/).filter(Boolean)
  return reports.flatMap((report) => {
    if (report.exceptions.length === 0 || !reportMatches(report, filter)) return []
    const left = words.filter((word) => !reportHolds(report, word))
    const exceptions = report.exceptions.filter(
      (exception) =>
        exceptionMatches(exception, filter) && left.every((word) => exceptionHolds(exception, word)),
    )
    if (exceptions.length === 0) return []
    return exceptions.length === report.exceptions.length ? report : { ...report, exceptions }
  })
}

function reportMatches(report: ScannedReport, filter: ScanFilter): boolean {
  const { owner, total } = report
  if (filter.owner && !holds([owner.name, owner.login], lower(filter.owner))) return false
  if (filter.status && report.approvalStatus.code !== filter.status) return false
  if (!isWithin(report.submittedAt?.iso, filter.submittedFrom, filter.submittedTo)) return false
  if (!isWithin(report.modifiedAt?.iso, filter.modifiedFrom, filter.modifiedTo)) return false
  if (filter.amountFrom && !(total && compareDecimals(total.value, filter.amountFrom) >= 0)) return false
  return !filter.amountTo || (total !== null && compareDecimals(total.value, filter.amountTo) <= 0)
}

function exceptionMatches(exception: ReportException, { blocking, code, visibility }: ScanFilter): boolean {
  if (blocking && !exception.isBlocking) return false
  if (code && exception.exceptionCode !== code) return false
  return !visibility || exception.exceptionVisibility === visibility
}

/** By the day as Concur wrote it, whatever its zone. */
function isWithin(iso: string | undefined, from: string | null, to: string | null): boolean {
  if (!from && !to) return true
  if (!iso) return false
  const day = iso.slice(0, 10)
  return (!from || day >= from) && (!to || day <= to)
}

const reportHolds = ({ name, reportId, owner }: ScannedReport, word: string) =>
  holds([name, reportId, owner.name, owner.login], word)

const exceptionHolds = ({ exceptionCode, message }: ReportException, word: string) =>
  holds([exceptionCode, message], word)

const holds = (texts: readonly (string | null)[], word: string) =>
  texts.some((text) => text !== null && lower(text).includes(word))

const lower = (text: string) => text.toLocaleLowerCase('en')
