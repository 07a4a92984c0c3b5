import { addressOf } from '#lib/browser/call-bff.ts'
import type { UrlState } from '#lib/browser/url-state.ts'
import { type Place, placeKey } from './exception-place.ts'

/** Everything that a link to a report restores. */
export interface ReportUrl {
  /** The row that the acts are about. */
  at: string | null
  /** Places that were opened or closed by hand. */
  turned: readonly string[]
}

export const reportUrl: UrlState<ReportUrl> = {
  read: (search) => ({
    at: search.get('at'),
    turned: search.get('turned')?.split(',').filter(Boolean) ?? [],
  }),
  write: ({ at, turned }) => ({ at, turned: turned.join(',') || null }),
}

/** The page of a report, at one of its exceptions where that is given. */
export function reportAddress(reportId: string, place?: Omit<Place, 'reportId'>, code?: string): string {
  const page = `/exceptions/reports/${encodeURIComponent(reportId)}`
  return place && code ? `${page}?at=${encodeURIComponent(`${placeKey(place)}/${code}`)}` : page
}

/** The addresses that the page asks for first, written by `callBff` itself, so that a preload is the same request. */
export function firstAddresses(reportId: string): string[] {
  const of = { params: { reportId } }
  return [
    addressOf('GET /api/reports/{reportId}', of).address,
    addressOf('GET /api/reports/{reportId}/expenses', of).address,
    addressOf('GET /api/reports/{reportId}/exceptions', of).address,
  ]
}
