import type { z } from 'zod'
import { addException as putException } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import type { ExceptionWritten, addReportException as endpoint } from '#lib/contracts/exceptions.ts'
import { asWriter, type ReportAccess } from '#lib/report-access.ts'
import { correlationIdOf, surelyUnsent } from '#lib/surely-unsent.ts'
import { readBack, standingExceptions } from './standing-exceptions.ts'
import { addVerdict } from './verdicts.ts'
import { type Ended, oneWriter, writeException } from './write-exception.ts'

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
export function addException(
  context: Context,
  place: ReportPlace,
  wanted: Wanted,
): Promise<ExceptionWritten> {
  const { exceptionCode, exceptionVisibility } = wanted
  return oneWriter(context, place, exceptionCode, `add ${exceptionVisibility}`, () =>
    add(context, place, wanted),
  )
}

async function add(context: Context, place: ReportPlace, wanted: Wanted): Promise<ExceptionWritten> {
  const { exceptionCode: code, exceptionVisibility: visibility } = wanted
  const access = asWriter(context)
  const before = await standingExceptions(access, place)
  const found = before.find((exception) => exception.exceptionCode === code)
  if (found?.exceptionVisibility === visibility)
    return {
      outcome: 'done',
      message: `${code} stands here already, visible to ${seenBy[visibility]}: nothing was sent.`,
      alreadyThere: true,
      items: before,
    }
  return writeException(
    context,
    {
      verb: 'add-exception',
      place,
      code,
      before: found ? { message: found.message, exceptionVisibility: found.exceptionVisibility } : {},
      reason: `Visible to ${seenBy[visibility]}`,
    },
    () => send(context, access, place, wanted),
  )
}

async function send(
  context: Context,
  access: ReportAccess,
  place: ReportPlace,
  wanted: Wanted,
): Promise<Ended> {
  try {
    const { correlationId } = await access.ask((concur) => putException(concur, place, wanted))
    const standing = await readBack(context, access, place)
    return { ...addVerdict('confirmed', standing, wanted), standing, correlationId }
  } catch (error) {
    if (surelyUnsent(error)) throw error
    context.log.warn({ err: error, ...place }, 'a doubtful answer is being read back')
    const standing = await readBack(context, access, place)
    return { ...addVerdict('unclear', standing, wanted), standing, correlationId: correlationIdOf(error) }
  }
}
