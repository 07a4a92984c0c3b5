import { ConcurError } from '#lib/concur/errors.ts'
import { getRequest, updateRequest as postHeader } from '#lib/concur/requests-v1.ts'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import type { HeaderAnswer, RequestHeader } from '#lib/contracts/requests.ts'
import { actionsFor } from './present-request.ts'
import { carries, concurHeader, headerAnswer } from './request-header.ts'

/** Changes the header of one's own request. A doubtful answer is settled by reading the header back and comparing what was sent. */
export async function updateRequest(
  context: Context,
  requestKey: string,
  header: RequestHeader,
): Promise<HeaderAnswer> {
  const before = await getRequest(context.concur, requestKey)
  const { edit } = actionsFor(before, context.person)
  if (!edit.available)
    return { outcome: 'refused', message: `${edit.reason} Nothing was sent.`, requestKey, exceptions: [] }

  const act = await context.audit.attempt({
    verb: 'update',
    object: {
      kind: 'travel request',
      key: requestKey,
      label: `${before.requestId ?? ''} ${before.name ?? ''}`.trim(),
    },
    before: headerBefore(before),
  })
  try {
    const said = await postHeader(context.concur, requestKey, concurHeader(header))
    const answer = { ...headerAnswer(said, 'Concur saved the request.'), requestKey }
    await act.settle({ ...answer, correlationId: said.correlationId })
    return answer
  } catch (error) {
    if (!(error instanceof ConcurError)) throw error
    const { correlationId } = error
    if (error.sent === 'no') {
      await act.settle({ outcome: 'refused', message: error.message, correlationId })
      throw error
    }
    const verdict = await readBack(context, requestKey, header)
    await act.settle({ ...verdict, correlationId })
    return { ...verdict, requestKey, exceptions: [], concur: { correlationId } }
  }
}

async function readBack(context: Context, requestKey: string, header: RequestHeader) {
  try {
    if (carries(await getRequest(context.concur, requestKey), header))
      return {
        outcome: 'done' as const,
        message: 'Concur gave no clear answer; read back, the request holds what you sent.',
      }
  } catch (error) {
    context.log.warn({ err: error, requestKey }, 'the read back failed')
  }
  return {
    outcome: 'unknown' as const,
    message:
      'Concur gave no clear answer, and the request does not show what you sent. Open it before you save again.',
  }
}

function headerBefore(request: TravelRequest): Record<string, unknown> {
  return {
    name: request.name,
    purpose: request.purpose,
    startDate: request.startDate?.raw ?? null,
    endDate: request.endDate?.raw ?? null,
    lastModified: request.lastModifiedDate?.raw ?? null,
  }
}
