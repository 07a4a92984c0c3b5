import type { z } from 'zod'
import { addException as putException } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import type { addReportException as endpoint, ExceptionWritten } from '#lib/contracts/exceptions.ts'
import { asWriter, type ReportAccess } from '#lib/report-access.ts'
import { correlationIdOf, surelyUnsent } from '#lib/surely-unsent.ts'
import { presentException } from './present-exception.ts'
import { readBack, standingExceptions } from './standing-exceptions.ts'
import { addVerdict } from './verdicts.ts'
import { type Ended, writeException } from './write-exception.ts'

type Wanted = z.output<typeof endpoint.body>

const seenBy: Record<Wanted['exceptionVisibility'], string> = {
  ALL: 'everybody',
  APPROVER_PROCESSOR: 'approvers and processors',
  PROCESSOR: 'processors alone',
}

/**
 * Adds an exception at a place, or changes who sees it: look what stands there, put it, read the place back. One that stands there
 * like this is not sent. @throws ConcurError or Refusal where nothing was changed
 */
export async function addException(
  context: Context,
  place: ReportPlace,
  { exceptionCode: code, exceptionVisibility: visibility }: Wanted,
): Promise<ExceptionWritten> {
  const access = asWriter(context)
  const before = await standingExceptions(access, place)
  const found = before.find((exception) => exception.code === code)
  if (found?.visibility === visibility)
    return {
      outcome: 'done',
      message: `${code} stands here already, visible to ${seenBy[visibility]}: nothing was sent.`,
      alreadyThere: true,
      items: before.map(presentException),
    }
  return writeException(
    context,
    {
      verb: 'add-exception',
      place,
      code,
      what: visibility,
      before: found ? { message: found.message, exceptionVisibility: found.visibility } : {},
      reason: `Visible to ${seenBy[visibility]}`,
    },
    () => send(context, access, place, { code, visibility }),
  )
}

async function send(
  context: Context,
  access: ReportAccess,
  place: ReportPlace,
  exception: { code: string; visibility: Wanted['exceptionVisibility'] },
): Promise<Ended> {
  try {
    const { correlationId } = await access.ask((concur) => putException(concur, place, exception))
    const standing = await readBack(context, access, place)
    return { ...addVerdict('confirmed', standing, exception), standing, correlationId }
  } catch (error) {
    if (surelyUnsent(error)) throw error
    context.log.warn({ err: error, ...place }, 'a doubtful answer is being read back')
    const standing = await readBack(context, access, place)
    return { ...addVerdict('unclear', standing, exception), standing, correlationId: correlationIdOf(error) }
  }
}
