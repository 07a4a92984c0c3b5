import type { ReportException, ScannedReport } from '#lib/contracts/exceptions.ts'
import { type Level, levelOf, type Place, placeKey } from './exception-place.ts'

/** An exception and where it stands. */
export interface Clearable {
  /** Unique among all that is shown. */
  key: string
  place: Place
  level: Level
  exception: ReportException
  reportName: string
}

export interface Found extends Clearable {
  report: ScannedReport
}

/** A code may stand more than once at a place, once for each missing field: a number tells them apart. */
export function foundOn(report: ScannedReport): Found[] {
  const seen = new Map<string, number>()
  return report.exceptions.map((exception) => {
    const { expenseId, allocationId } = exception
    const place = { reportId: report.reportId, expenseId, allocationId }
    const at = `${report.reportId}/${placeKey(place)}/${exception.exceptionCode}`
    const times = seen.get(at) ?? 0
    seen.set(at, times + 1)
    return {
      key: times === 0 ? at : `${at}~${times}`,
      place,
      level: levelOf(exception),
      exception,
      reportName: report.name,
      report,
    }
  })
}
