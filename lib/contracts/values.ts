import { z } from 'zod'

/** An exact decimal as Concur wrote it ("1914.50000000"): never a float until it is drawn. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)

/** An amount with the ISO 4217 code of its currency. */
export const amount = z.object({ value: decimal, currency: z.string() })
export type Amount = z.infer<typeof amount>

/** Concur names the currency of a foreign amount in words ("US, Dollar") and gives no code. */
export const foreignAmount = z.object({ value: decimal, currencyName: z.string().nullable() })
export type ForeignAmount = z.infer<typeof foreignAmount>

/** A calendar day without a zone, `iso` as YYYY-MM-DD. `raw` is Concur's own text. */
export const day = z.object({ iso: z.iso.date(), raw: z.string() })
export type Day = z.infer<typeof day>

/** A wall-clock time without a zone, `iso` as hh:mm. */
export const timeOfDay = z.object({ iso: z.string().regex(/^\d\d:\d\d$/), raw: z.string() })
export type TimeOfDay = z.infer<typeof timeOfDay>

/** A moment. `iso` ends in Z where Concur documents GMT (comments); without a zone it is the local time of Concur's server. */
export const instant = z.object({ iso: z.iso.datetime({ local: true, offset: true }), raw: z.string() })
export type Instant = z.infer<typeof instant>

/** A custom field. A list value comes as "(code) name" and is taken apart; other text stays whole in `raw`. */
export const customField = z.object({
  number: z.number().int(),
  raw: z.string(),
  code: z.string().nullable(),
  name: z.string().nullable(),
})
export type CustomField = z.infer<typeof customField>

/** Text that XML and the database can carry: no control characters beyond tab and line ends, no halves of a character. */
export const plainText = z
  .string()
  .regex(
    /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u,
    'This holds a character that cannot be sent.',
  )

/** An id as Concur may have it; without control characters, which neither its paths nor the audit log can hold. */
export const concurId = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'This is not an id of Concur.')

/** How a write ended: Concur confirmed it, Concur refused it, or nobody can say until somebody looks. */
export const outcome = z.enum(['done', 'refused', 'unknown'])
export type Outcome = z.infer<typeof outcome>
