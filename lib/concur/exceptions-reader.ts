import { z } from 'zod'
import { exceptionVisibilities, type ReportException } from './exceptions-v4.ts'
import { id, readJson, text } from './json.ts'

const place = id.nullish().transform((value) => value ?? null)

const exceptions: z.ZodType<ReportException[]> = z.array(
  z
    .object({
      exceptionCode: id,
      exceptionVisibility: z.enum(exceptionVisibilities).nullable().catch(null),
      isBlocking: z.boolean(),
      message: text,
      allocationId: place,
      expenseId: place,
      parentExpenseId: place,
    })
    // Without its expense an allocation's exception would pass for one of the header.
    .refine(({ allocationId, expenseId }) => allocationId === null || expenseId !== null),
)

/** "Exceptions Response". Pure, so that it runs in a worker too. Throws `JsonUnreadable`. */
export function readReportExceptions(bytes: Uint8Array): ReportException[] {
  return readJson(bytes, exceptions)
}
