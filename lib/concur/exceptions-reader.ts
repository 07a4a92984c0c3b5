import { z } from 'zod'
import { exceptionVisibilities, type ReportException } from './exceptions-v4.ts'
import { id, readJson, text } from './json.ts'

const place = id.nullish().transform((value) => value ?? null)

const exceptions = z.array(
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
    .refine(({ allocationId, expenseId }) => allocationId === null || expenseId !== null)
    .transform(
      (read): ReportException => ({
        code: read.exceptionCode,
        visibility: read.exceptionVisibility,
        isBlocking: read.isBlocking,
        message: read.message,
        expenseId: read.expenseId,
        allocationId: read.allocationId,
        parentExpenseId: read.parentExpenseId,
      }),
    ),
)

/** "Exceptions Response". Pure, so that it runs in a worker too. Throws `JsonUnreadable`. */
export function readReportExceptions(bytes: Uint8Array): ReportException[] {
  return readJson(bytes, exceptions)
}
