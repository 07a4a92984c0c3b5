import type { BulkAction, RequestSummary, TravelRequest } from '#lib/contracts/requests.ts'
import { exceptionMark } from './request-exceptions.ts'

export interface BulkPlan {
  /** These go. */
  ready: RequestSummary[]
  /** Their exceptions were not on the screen in this visit. */
  openFirst: RequestSummary[]
  /** Concur does not let this person act on them, or they could not be read. */
  leftOut: { row: RequestSummary; reason: string }[]
  /** Of the ready ones, those whose exceptions the person has read. */
  exceptionsSeen: string[]
  /** The ready ones as they were read, by key: what changes before its turn is refused, not decided unread. */
  versions: Record<string, string>
}

interface Reading {
  known: ReadonlyMap<string, TravelRequest>
  /** Why a request could not be read, by key. */
  unread: ReadonlyMap<string, string>
  hasSeen: (request: TravelRequest) => boolean
}

/** Nobody approves exceptions in bulk that they have not looked at one by one. */
export function planBulk(
  action: BulkAction,
  rows: readonly RequestSummary[],
  { known, unread, hasSeen }: Reading,
): BulkPlan {
  const plan: BulkPlan = { ready: [], openFirst: [], leftOut: [], exceptionsSeen: [], versions: {} }
  for (const row of rows) {
    const request = known.get(row.requestKey)
    if (!request) {
      const reason = unread.get(row.requestKey)
      if (reason) plan.leftOut.push({ row, reason })
      continue
    }
    const act = action === 'approve' ? request.actions.approve : request.actions.sendBack
    const excepted = exceptionMark(request) !== 'none'
    if (!act.available)
      plan.leftOut.push({ row, reason: act.reason ?? `Concur says “${request.status.name}”.` })
    else if (excepted && !hasSeen(request)) plan.openFirst.push(row)
    else {
      plan.ready.push(row)
      plan.versions[row.requestKey] = request.version
      if (excepted) plan.exceptionsSeen.push(row.requestKey)
    }
  }
  return plan
}
