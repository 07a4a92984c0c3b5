import type { OpenAct } from '#lib/audit/audit-log.ts'
import { ConcurForbidden, ConcurMalformed, ConcurNotFound } from '#lib/concur/errors.ts'
import type { ReportException } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import { getReport } from '#lib/concur/reports-v4.ts'
import type { Context } from '#lib/context.ts'
import type { ExceptionWritten } from '#lib/contracts/exceptions.ts'
import { pauseFor } from '#lib/jobs/after-failure.ts'
import { Refusal } from '#lib/refusal.ts'
import { asWriter } from '#lib/report-access.ts'
import { correlationIdOf, surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { exceptionKey, levelOf } from './place.ts'
import { createTurns } from './turns.ts'
import type { Verdict } from './verdicts.ts'

export interface ExceptionWrite {
  verb: 'add-exception' | 'clear-exception'
  place: ReportPlace
  code: string
  /** Of the report, where the caller knows it. */
  reportName?: string
  /** What stood here before, as far as it is known. */
  before: { message?: string | null; exceptionVisibility?: string | null }
  /** In the audit log: why it was done. */
  reason: string
  jobId?: string
  /** Set where a job comes back to a row that its last process had started then. */
  startedAt?: Date
}

/** How it ended, with what was learnt of the state before. */
export interface Ended extends Verdict {
  standing: ReportException[] | null
  correlationId?: string | null
  alreadyCleared?: boolean
  before?: Record<string, unknown>
}

const inTurn = createTurns<ExceptionWritten>()

/** Two clicks on the same are one write; `what` tells it from another one of the same exception. */
export function oneWriter(
  { person }: Context,
  place: ReportPlace,
  code: string,
  what: string,
  write: () => Promise<ExceptionWritten>,
): Promise<ExceptionWritten> {
  return inTurn(`${person.companyId} ${exceptionKey(place, code)}`, `${person.id} ${what}`, write)
}

/**
 * Records the attempt, carries it out, records how it ended. An attempt that a process left behind is gone on with; one that has its
 * end keeps it.
 */
export async function writeException(
  context: Context,
  write: ExceptionWrite,
  carryOut: (isLeftBehind: boolean) => Promise<Ended>,
): Promise<ExceptionWritten> {
  const earlier = await leftBehind(context, write)
  if (earlier && 'ended' in earlier) return present({ ...earlier.ended, standing: null })
  const act = earlier?.open ?? (await attempt(context, write))
  try {
    const ended = await carryOut(Boolean(earlier))
    await act.settle(ended)
    return present(ended)
  } catch (error) {
    if (earlier) return notSettled(context, act, error)
    const outcome = surelyUnsent(error) ? 'refused' : 'unknown'
    await act.settle({ outcome, message: wordsOf(error), correlationId: correlationIdOf(error) })
    throw error
  }
}

/**
 * What the process that went away has sent may have arrived, whatever became of this try.
 * @throws where the job rests and comes back: the act stays open until then
 */
async function notSettled(context: Context, act: OpenAct, error: unknown): Promise<ExceptionWritten> {
  if (surelyUnsent(error) && pauseFor(error, context.now())) throw error
  const ended: Ended = {
    outcome: 'unknown',
    message: `Clearance was stopped while this was under way, and it cannot be settled now: ${wordsOf(error)}`,
    standing: null,
    correlationId: correlationIdOf(error),
  }
  await act.settle(ended)
  return present(ended)
}

async function leftBehind(context: Context, { verb, place, code, jobId, startedAt: since }: ExceptionWrite) {
  const mark = { verb, objectKey: exceptionKey(place, code), personId: context.person.id, jobId }
  return since ? context.audit.earlier({ ...mark, since }) : null
}

async function attempt(context: Context, write: ExceptionWrite): Promise<OpenAct> {
  const { verb, place, code, reportName, before, reason, jobId } = write
  const name = reportName ?? (await nameOf(context, place))
  return context.audit.attempt({
    verb,
    object: { kind: 'exception', key: exceptionKey(place, code), label: labelOf(place, code, name) },
    before: { ...place, exceptionCode: code, ...before },
    message: reason,
    jobId,
  })
}

function present({ outcome, message, standing, correlationId, alreadyCleared }: Ended): ExceptionWritten {
  return {
    outcome,
    message,
    alreadyCleared,
    items: standing,
    concur: correlationId ? { correlationId } : undefined,
  }
}

/** Its name is for the audit log only: where the report cannot be read, the write itself will say why. */
async function nameOf(context: Context, { reportId }: ReportPlace): Promise<string> {
  const { ask, view } = asWriter(context)
  try {
    return (await ask((concur) => getReport(concur, reportId, view))).name ?? reportId
  } catch (error) {
    const silent = [ConcurNotFound, ConcurForbidden, ConcurMalformed, Refusal]
    if (silent.some((kind) => error instanceof kind)) return reportId
    throw error
  }
}

function labelOf(place: ReportPlace, code: string, reportName: string): string {
  const level = levelOf(place)
  return `${code} at ${level === 'header' ? 'the header' : `an ${level}`} of “${reportName}”`
}
