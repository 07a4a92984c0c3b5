import type { RequestHeader as ConcurHeader, HeaderOutcome } from '#lib/concur/requests-v1.ts'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { HeaderAnswer, RequestHeader } from '#lib/contracts/requests.ts'

/** Concur documents `hh:mm:ss`; its own example sends `3:15`, so both are understood. */
function fullTime(time: string | undefined): string | undefined {
  if (!time) return time
  const [hours = '', minutes = '', seconds = '00'] = time.split(':')
  return `${hours.padStart(2, '0')}:${minutes}:${seconds}`
}

export function concurHeader(header: RequestHeader): ConcurHeader {
  return {
    name: header.name,
    purpose: header.purpose,
    comment: header.comment || undefined,
    startDate: header.startDate,
    startTime: fullTime(header.startTime),
    endDate: header.endDate,
    endTime: fullTime(header.endTime),
    custom: customFieldsOf(header),
  }
}

/** Custom 1 to 20 by number; what is absent is not sent. */
export function customFieldsOf(header: RequestHeader): Record<number, string> {
  const custom: Record<number, string> = {}
  for (const [name, value] of Object.entries(header)) {
    const number = /^custom(\d+)$/.exec(name)?.[1]
    if (number && value !== undefined) custom[Number(number)] = value
  }
  return custom
}

export function headerAnswer(said: HeaderOutcome, done: string): HeaderAnswer {
  const outcome = said.outcome === 'success' ? 'done' : said.outcome === 'failure' ? 'refused' : 'unknown'
  const words = said.message ?? said.status
  const message =
    outcome === 'done'
      ? done
      : outcome === 'refused'
        ? words
        : `Concur answered “${words}”, which says neither yes nor no.`
  return {
    outcome,
    message,
    requestKey: said.requestKey,
    exceptions: said.exceptions.map((exception) => ({
      code: exception.exceptionCode ?? '',
      message: exception.message ?? '',
      severity: exception.severityLevel,
      visibility: exception.visibility ?? '',
      cleared: exception.isCleared,
    })),
    concur: said.correlationId ? { correlationId: said.correlationId } : undefined,
  }
}

/**
 * Whether a request, read back, proves that this header was saved: it shows what it did not show before. Where everything stood there
 * already, or the only new thing would be a comment that is not there, nothing is proven.
 */
export function showsChange(before: TravelRequest, after: TravelRequest, header: RequestHeader): boolean {
  const comments = (request: TravelRequest) =>
    request.comments.filter((comment) => comment.text?.trim() === header.comment?.trim()).length
  if (!carries(after, header)) return false
  return header.comment ? comments(after) > comments(before) : !carries(before, header)
}

/** Whether a request shows what a header sends. The comment is left out: it joins a list. */
function carries(request: TravelRequest, header: RequestHeader): boolean {
  const same = (sent: string | undefined, shown: string | null | undefined) =>
    sent === undefined || sent.trim() === (shown ?? '').trim()
  return (
    same(header.name, request.name) &&
    same(header.purpose, request.purpose) &&
    same(header.startDate, request.startDate?.iso) &&
    same(header.endDate, request.endDate?.iso) &&
    same(fullTime(header.startTime), request.startTime?.iso) &&
    same(fullTime(header.endTime), request.endTime?.iso) &&
    Object.entries(customFieldsOf(header)).every(([number, value]) => {
      const shown = request.customFields.find((field) => field.number === Number(number))
      return same(value, shown?.raw) || same(value, shown?.code)
    })
  )
}
