import { SealBroken } from '#lib/auth/sealed-text.ts'
import { ConcurError } from '#lib/concur/errors.ts'
import { GeolocationRefused } from '#lib/concur/geolocation.ts'
import { InvalidId } from '#lib/concur/ids.ts'
import { XmlUnwritable } from '#lib/concur/xml-writer.ts'
import { Refusal } from '#lib/refusal.ts'

/** Whether a write that ended in this error surely had no effect: Concur turned it away, or it never left. */
export function surelyUnsent(error: unknown): boolean {
  if (error instanceof ConcurError) return error.sent === 'no'
  return (
    error instanceof Refusal ||
    error instanceof InvalidId ||
    error instanceof XmlUnwritable ||
    error instanceof GeolocationRefused ||
    error instanceof SealBroken
  )
}

/** An error in words for the person and the audit log: Concur's own where it has any. */
export function wordsOf(error: unknown): string {
  if (error instanceof ConcurError) return error.concurMessage ?? error.message
  if (surelyUnsent(error) && error instanceof Error) return error.message
  return 'An error of Clearance itself came in between.'
}

export function correlationIdOf(error: unknown): string | undefined {
  if (error instanceof Refusal) return error.concur?.correlationId
  return error instanceof ConcurError ? error.correlationId : undefined
}
