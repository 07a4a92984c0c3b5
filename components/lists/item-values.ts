import { z } from 'zod'
import type { ListRow } from '#lib/contracts/lists.ts'
import { plainText } from '#lib/contracts/values.ts'

const MOST_IN_NAME = 64
const MOST_IN_CODE = 32

const itemName = plainText
  .trim()
  .min(1, 'Write a name.')
  .max(MOST_IN_NAME, `Concur keeps at most ${MOST_IN_NAME} characters.`)

const levelCode = plainText
  .trim()
  .min(1, 'Write a code.')
  .max(MOST_IN_CODE, `Concur keeps at most ${MOST_IN_CODE} characters.`)
  .regex(/^[^-]*$/, 'A code cannot hold a hyphen.')

const dates = { startDate: z.string(), endDate: z.string() }

/** Rules 1003 and 1025 of the List Item error table. */
function complainOfDates(
  { startDate, endDate }: { startDate: string; endDate: string },
  context: z.RefinementCtx,
): void {
  const complain = (path: 'startDate' | 'endDate', message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (startDate && !endDate) complain('endDate', 'Concur takes dates in pairs: give the end date too.')
  if (!startDate && endDate) complain('startDate', 'Concur takes dates in pairs: give the start date too.')
  if (startDate && endDate && startDate >= endDate)
    complain('endDate', 'The end date comes after the start date.')
}

export const newItemValues = z
  .object({ parent: z.string(), name: itemName, code: levelCode, ...dates })
  .superRefine(complainOfDates)
export type NewItemValues = z.infer<typeof newItemValues>

export const changedItemValues = z.object({ name: itemName, ...dates }).superRefine(complainOfDates)
export type ChangedItemValues = z.infer<typeof changedItemValues>

/** An empty name leaves the name as it is. */
export const newCodeValues = z.object({
  newCode: levelCode,
  name: plainText.trim().max(MOST_IN_NAME, `Concur keeps at most ${MOST_IN_NAME} characters.`),
})
export type NewCodeValues = z.infer<typeof newCodeValues>

/** Dates that were not written are not sent. */
export function rowOf(
  codes: readonly string[],
  { name, startDate, endDate }: ChangedItemValues,
): ListRow & { codes: string[] } {
  return { name, codes: [...codes], startDate: startDate || undefined, endDate: endDate || undefined }
}
