import { z } from 'zod'
import { AnswerUnreadable } from './unreadable.ts'
import { type DateTime, type Day, parseDateTime, parseDay, parseJsonNumber } from './values.ts'

/** The bytes are not the JSON that was expected. */
export class JsonUnreadable extends AnswerUnreadable {
  static override readonly errorName: string = 'JsonUnreadable'

  constructor(reason: string) {
    super(reason, 'JSON')
  }
}

/**
 * Reads JSON as the schema says. Every number arrives there as the text that Concur wrote (`525.00000000`, `0E-8`), so that
 * none passes through a floating point number. Throws `JsonUnreadable`, which names the place and none of the content.
 */
export function readJson<T extends z.ZodType>(bytes: Uint8Array, schema: T): z.output<T> {
  const parsed = schema.safeParse(parse(bytes))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new JsonUnreadable(`not what is documented at ${issue?.path.join('.') || 'its root'}`)
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw new JsonUnreadable('the answer is empty')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), numberAsText)
  } catch {
    throw new JsonUnreadable(startsAsMarkup(bytes) ? 'an HTML or XML page' : 'not well-formed')
  }
}

function numberAsText(_: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value
}

/** A page of a gateway, most likely: whether anything behind it was reached is unknown. */
export function startsAsMarkup(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('<')
}

/** An amount with the ISO 4217 code of its currency; `value` has every digit that Concur wrote, without an exponent. */
export interface Amount {
  value: string
  currency: string
}

/** What identifies something: its answer is malformed without it. */
export const id = z.string().min(1)

/** Exactly the text. Null when missing or null, and when it is no text: one odd leaf hides nothing. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)

export const decimal = text.transform((value): string | null => parseJsonNumber(value))

export const day = text.transform((value): Day | null => parseDay(value))

export const dateTime = text.transform((value): DateTime | null => parseDateTime(value))

/** `{"value": 525.00000000, "currencyCode": "USD"}`. */
export const amount = z
  .object({ value: decimal, currencyCode: z.string() })
  .nullish()
  .transform((read) => amountOf(read?.value, read?.currencyCode))
  .catch(null)

/** Null unless both are known: a number without a currency is no amount. */
export function amountOf(
  value: string | null | undefined,
  currency: string | null | undefined,
): Amount | null {
  return value && currency ? { value, currency } : null
}
