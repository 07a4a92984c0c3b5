import { ConcurNotFound } from '#lib/concur/errors.ts'
import { deleteException } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import type { ExceptionWritten } from '#lib/contracts/exceptions.ts'
import { asWriter, type ReportAccess } from '#lib/report-access.ts'
import { correlationIdOf, surelyUnsent } from '#lib/surely-unsent.ts'
import { readBack, standingExceptions } from './standing-exceptions.ts'
import { clearVerdict } from './verdicts.ts'
import { type Ended, oneWriter, writeException } from './write-exception.ts'

export interface Clearing {
  place: ReportPlace
  exceptionCode: string
  reason: string
  /** As the person saw them. */
  reportName?: string
  message?: string
  jobId?: string
  /** Set where a job comes back to a row that its last process had started then. */
  startedAt?: Date
}

/**
 * Clears the exception with this code at this place, and nothing else: delete it, read the place back. That it was gone before
 * is no error. @throws ConcurError or Refusal where nothing was changed
 */
export function clearException(context: Context, clearing: Clearing): Promise<ExceptionWritten> {
  const { place, exceptionCode: code, reason, reportName, message, jobId, startedAt } = clearing
  const access = asWriter(context)
  const before = message === undefined ? {} : { message }
  const write = {
    verb: 'clear-exception',
    place,
    code,
    reportName,
    before,
    reason,
    jobId,
    startedAt,
  } as const
  return oneWriter(context, place, code, 'clear', () =>
    writeException(context, write, (isLeftBehind) =>
      (isLeftBehind ? settle : send)(context, access, clearing),
    ),
  )
}

/** Looks first: what is gone already is not sent again. */
async function settle(context: Context, access: ReportAccess, clearing: Clearing): Promise<Ended> {
  const { place, exceptionCode } = clearing
  const standing = await standingExceptions(access, place)
  if (standing.some((exception) => exception.exceptionCode === exceptionCode))
    return send(context, access, clearing)
  return {
    outcome: 'done',
    message: `Clearance was stopped on the way; read back, ${exceptionCode} is gone from here.`,
    standing,
  }
}

async function send(
  context: Context,
  access: ReportAccess,
  { place, exceptionCode }: Clearing,
): Promise<Ended> {
  try {
    const { correlationId } = await access.ask((concur) => deleteException(concur, place, exceptionCode))
    const standing = await readBack(context, access, place)
    return { ...clearVerdict('confirmed', standing, exceptionCode), standing, correlationId }
  } catch (error) {
    if (error instanceof ConcurNotFound) return foundNone(access, place, exceptionCode, error)
    if (surelyUnsent(error)) throw error
    context.log.warn({ err: error, ...place }, 'a doubtful answer is being read back')
    const standing = await readBack(context, access, place)
    return {
      ...clearVerdict('unclear', standing, exceptionCode),
      standing,
      correlationId: correlationIdOf(error),
    }
  }
}

/** A 404: the code does not stand here any more, or the place itself is not there. */
async function foundNone(
  access: ReportAccess,
  place: ReportPlace,
  exceptionCode: string,
  error: ConcurNotFound,
): Promise<Ended> {
  const standing = await standingExceptions(access, place)
  if (standing.some((exception) => exception.exceptionCode === exceptionCode)) throw error
  return {
    outcome: 'done',
    message: `${exceptionCode} was gone from here already: nothing was changed.`,
    standing,
    correlationId: error.correlationId,
    alreadyCleared: true,
    before: { alreadyCleared: true },
  }
}
