import type { RequestException, TravelRequest } from '#lib/contracts/requests.ts'
import { segmentTitle } from './itinerary.ts'

export interface PlacedException extends RequestException {
  /** What it hangs on: "the request", "Hotel", "London City → Rotterdam". */
  place: string
}

/** Exceptions of the request, its expenses and segments, blocking ones first. */
export function requestExceptions(request: TravelRequest): PlacedException[] {
  const placed = [
    ...request.exceptions.map((exception) => ({ ...exception, place: 'the request' })),
    ...request.expenses.flatMap((expense) => [
      ...expense.exceptions.map((exception) => ({
        ...exception,
        place: expense.description || expense.expenseType.name || 'an expense',
      })),
      ...expense.segments.flatMap((segment) =>
        segment.exceptions.map((exception) => ({ ...exception, place: segmentTitle(segment) })),
      ),
    ]),
  ]
  return placed.toSorted((a, b) => Number(b.blocking) - Number(a.blocking))
}

export type ExceptionMark = 'blocking' | 'warning' | 'none'

/** The flag counts too: Concur sometimes says that there are exceptions without naming them. */
export function exceptionMark(request: TravelRequest): ExceptionMark {
  const exceptions = requestExceptions(request)
  if (exceptions.some(({ blocking }) => blocking)) return 'blocking'
  return exceptions.length > 0 || request.hasException === true ? 'warning' : 'none'
}

/** "2 exceptions, 1 blocks" */
export function exceptionsTitle(exceptions: readonly RequestException[]): string {
  const blocking = exceptions.filter((exception) => exception.blocking).length
  const count = exceptions.length === 1 ? '1 exception' : `${exceptions.length} exceptions`
  if (blocking === 0) return `${count}, ${exceptions.length === 1 ? 'does not block' : 'none blocks'}`
  if (blocking === exceptions.length) return `${count}, ${blocking === 1 ? 'blocks' : 'all block'}`
  return `${count}, ${blocking} ${blocking === 1 ? 'blocks' : 'block'}`
}
