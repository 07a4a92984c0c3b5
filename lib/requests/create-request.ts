import { createHash } from 'node:crypto'
import { createRequest as postHeader } from '#lib/concur/requests-v1.ts'
import type { Context } from '#lib/context.ts'
import type { HeaderAnswer, RequestHeader } from '#lib/contracts/requests.ts'
import { correlationIdOf, surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { concurHeader, headerAnswer } from './request-header.ts'

/** A second click while the first is under way gets the answer of the first. */
const underway = new Map<string, Promise<HeaderAnswer>>()

/** Creates a request header. Concur gives a new request no key before it exists, so a doubtful answer stays unknown: nothing can be read back by key. */
export function createRequest(context: Context, header: RequestHeader): Promise<HeaderAnswer> {
  const same = createHash('sha256')
    .update(JSON.stringify([context.person.id, header]))
    .digest('base64url')
  const running = underway.get(same)
  if (running) return running
  const creation = create(context, header).finally(() => underway.delete(same))
  underway.set(same, creation)
  return creation
}

async function create(context: Context, header: RequestHeader): Promise<HeaderAnswer> {
  const act = await context.audit.attempt({
    verb: 'create',
    object: { kind: 'travel request', key: '', label: header.name },
  })
  try {
    const said = await postHeader(context.concur, concurHeader(header))
    const answer = headerAnswer(said, 'Concur saved the new request.')
    await act.settle({ ...answer, correlationId: said.correlationId })
    return answer
  } catch (error) {
    const correlationId = correlationIdOf(error)
    if (surelyUnsent(error)) {
      await act.settle({ outcome: 'refused', message: wordsOf(error), correlationId })
      throw error
    }
    const message = `Concur gave no clear answer. It is not known whether “${header.name}” was created: look among your unsubmitted requests before you create it again.`
    await act.settle({ outcome: 'unknown', message, correlationId })
    return { outcome: 'unknown', message, requestKey: null, exceptions: [], concur: { correlationId } }
  }
}
