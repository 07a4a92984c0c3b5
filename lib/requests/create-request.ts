import { createRequest as postHeader } from '#lib/concur/requests-v1.ts'
import type { Context } from '#lib/context.ts'
import type { HeaderAnswer, RequestHeader } from '#lib/contracts/requests.ts'
import { requestCreations } from '#lib/db/schema.ts'
import { correlationIdOf, surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { answerCreation, claimCreation } from './request-creations.ts'
import { concurHeader, headerAnswer } from './request-header.ts'
import { whileLeased } from './while-leased.ts'

/** Waiting for a free place at Concur included. */
const POST_MS = 90_000

/**
 * Creates a request header, once however often it is clicked meanwhile. Concur gives a new request no key before it exists, so a
 * doubtful answer stays unknown: nothing can be read back by key.
 */
export async function createRequest(context: Context, header: RequestHeader): Promise<HeaderAnswer> {
  const claim = await claimOnce(context, header)
  if ('theirs' in claim) return claim.theirs
  const settle = (answer: HeaderAnswer) =>
    answerCreation(context.db, claim.mine, answer, context.now()).catch((error: unknown) =>
      context.log.error({ err: error, outcome: answer.outcome }, 'a creation could not be settled'),
    )
  try {
    const answer = await whileLeased(context.db, requestCreations, claim.mine, context.now, (isStillMine) =>
      create(context, header, isStillMine),
    )
    // Another process, or another call, found it left behind and went on in its place: what came of that is the answer.
    if (!answer) return createRequest(context, header)
    await settle(answer)
    return answer
  } catch (error) {
    await settle({ outcome: 'refused', message: wordsOf(error), requestKey: null, exceptions: [] })
    throw error
  }
}

/** The right to post. What a process left behind is gone on with where no attempt was recorded, since then nothing was sent. */
async function claimOnce(context: Context, header: RequestHeader) {
  const claim = await claimCreation(context.db, context.person.id, header, context.now)
  if (!('leftBehind' in claim)) return claim
  const { personId, claimedAt: since } = claim.leftBehind
  // It may be the attempt at another header: then this one is called in doubt too, and no more.
  const attempted = await context.audit.earlier({ verb: 'create', objectKey: '', personId, since })
  if (!attempted) return { mine: claim.leftBehind }
  const theirs = cutOff(header)
  await answerCreation(context.db, claim.leftBehind, theirs, context.now())
  return { theirs }
}

/** Nothing is sent in its place: it may have arrived. */
function cutOff({ name }: RequestHeader): HeaderAnswer {
  return {
    outcome: 'unknown',
    message: `An earlier attempt to create “${name}” never reported back. It is not known whether it was created: look among your unsubmitted requests before you create it again.`,
    requestKey: null,
    exceptions: [],
  }
}

/**
 * Null where the claim was taken over before anything was sent.
 * @throws where nothing was created: the attempt could not be recorded, or Concur turned it away
 */
async function create(
  context: Context,
  header: RequestHeader,
  isStillMine: () => Promise<boolean>,
): Promise<HeaderAnswer | null> {
  const act = await context.audit.attempt({
    verb: 'create',
    object: { kind: 'travel request', key: '', label: header.name },
  })
  if (!(await isStillMine())) {
    await act.settle({
      outcome: 'refused',
      message: 'Clearance was held up before this was sent, and nothing was.',
    })
    return null
  }
  try {
    const concur = { ...context.concur, signal: AbortSignal.timeout(POST_MS) }
    const said = await postHeader(concur, concurHeader(header))
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
