import type { ReportException } from '#lib/concur/exceptions-v4.ts'
import type { Outcome } from '#lib/contracts/values.ts'

export interface Verdict {
  outcome: Outcome
  message: string
}

/** What Concur said to a write: yes, or nothing that can be relied on. */
export type Said = 'confirmed' | 'unclear'

const opening: Record<Said, string> = {
  confirmed: 'Concur confirmed',
  unclear: 'Concur gave no clear answer',
}

/** Cleared is what was read back as gone, whatever Concur said before. Pure. */
export function clearVerdict(said: Said, standing: ReportException[] | null, code: string): Verdict {
  if (standing === null) return unread(said)
  if (!standing.some((exception) => exception.exceptionCode === code))
    return { outcome: 'done', message: `${opening[said]}; read back, ${code} is gone from here.` }
  return said === 'confirmed'
    ? {
        outcome: 'unknown',
        message: `Concur confirmed, and yet ${code} stands here: Concur may have raised it again. Look at the report before you repeat it.`,
      }
    : {
        outcome: 'unknown',
        message: `Concur gave no clear answer and ${code} still stands here. It may yet be cleared: look again in a moment before you repeat it.`,
      }
}

/** Added is what was read back here with this visibility. Pure. */
export function addVerdict(
  said: Said,
  standing: ReportException[] | null,
  {
    exceptionCode: code,
    exceptionVisibility: visibility,
  }: Pick<ReportException, 'exceptionCode' | 'exceptionVisibility'>,
): Verdict {
  if (standing === null) return unread(said)
  const found = standing.find((exception) => exception.exceptionCode === code)
  if (found?.exceptionVisibility === visibility)
    return { outcome: 'done', message: `${opening[said]}; read back, ${code} stands here.` }
  const stands = found ? 'stands here with another visibility' : 'does not stand here'
  return {
    outcome: 'unknown',
    message: `${opening[said]}, and ${code} ${stands}. Look again in a moment before you repeat it.`,
  }
}

function unread(said: Said): Verdict {
  return {
    outcome: 'unknown',
    message: `${opening[said]}, and what stands here could not be read back. Look at the report before you repeat it.`,
  }
}
