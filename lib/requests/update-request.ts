import { getRequest, updateRequest as postHeader } from '#lib/concur/requests-v1.ts'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import type { HeaderAnswer, RequestChange } from '#lib/contracts/requests.ts'
import { correlationIdOf, surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { actionsFor, versionOf } from './present-request.ts'
import { concurHeader, headerAnswer, showsChange } from './request-header.ts'

/** Two saves of one request at the same time: the second waits and gets the answer of the first. */
const underway = new Map<string, Promise<HeaderAnswer>>()

/** Changes the header of one's own request. A doubtful answer is settled by reading the header back. */
export function updateRequest(
  context: Context,
  requestKey: string,
  change: RequestChange,
): Promise<HeaderAnswer> {
  const same = JSON.stringify([context.person.id, requestKey, change])
  const running = underway.get(same)
  if (running) return running
  const update = save(context, requestKey, change).finally(() => underway.delete(same))
  underway.set(same, update)
  return update
}

async function save(
  context: Context,
  requestKey: string,
  { version, ...header }: RequestChange,
): Promise<HeaderAnswer> {
  const before = await getRequest(context.concur, requestKey)
  const { edit } = actionsFor(before, context.person)
  if (!edit.available) return refused(requestKey, `${edit.reason} Nothing was sent.`)
  if (version !== undefined && version !== versionOf(before))
    return refused(
      requestKey,
      'This request changed in Concur since you opened it. Nothing was sent: open it again, then edit it.',
    )

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
    const said200 = { ...headerAnswer(said, 'Concur saved the request.'), requestKey }
    const answer =
      said.outcome === 'unrecognised'
        ? { ...said200, ...(await readBack(context, requestKey, before, header)) }
        : said200
    await act.settle({ ...answer, correlationId: said.correlationId })
    return answer
  } catch (error) {
    const correlationId = correlationIdOf(error)
    if (surelyUnsent(error)) {
      await act.settle({ outcome: 'refused', message: wordsOf(error), correlationId })
      throw error
    }
    const verdict = await readBack(context, requestKey, before, header)
    await act.settle({ ...verdict, correlationId })
    return { ...verdict, requestKey, exceptions: [], concur: { correlationId } }
  }
}

function refused(requestKey: string, message: string): HeaderAnswer {
  return { outcome: 'refused', message, requestKey, exceptions: [] }
}

async function readBack(
  context: Context,
  requestKey: string,
  before: TravelRequest,
  header: Omit<RequestChange, 'version'>,
) {
  try {
    if (showsChange(before, await getRequest(context.concur, requestKey), header))
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
      'Concur gave no clear answer, and reading the request back does not prove that it was saved. Open it before you save again.',
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
