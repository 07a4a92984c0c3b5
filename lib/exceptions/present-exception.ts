import type { ReportException } from '#lib/concur/exceptions-v4.ts'
import type * as contract from '#lib/contracts/exceptions.ts'

export function presentException({ code, visibility, ...same }: ReportException): contract.ReportException {
  return { exceptionCode: code, exceptionVisibility: visibility, ...same }
}
