import { type ZodType, z } from 'zod'
import type { Endpoint } from '#lib/contracts/endpoint.ts'
import { inSlices } from '#lib/in-slices.ts'
import { Refusal } from '#lib/refusal.ts'
import { parseInput } from './parse-input.ts'
import { readBodyText, unreadable } from './read-body.ts'
import { splitItems } from './split-items.ts'

type ManyItems = NonNullable<Endpoint['manyItems']>

const holdsItems = z.object({ items: z.array(z.unknown()) })

/**
 * A body of very many items, parsed and held against its schema in slices, so that nobody else waits for it.
 * @throws Refusal 413 above the endpoint's own limits, 400
 */
export async function readManyItems<B extends ZodType>(
  request: Request,
  schema: B,
  { bytes, most, item }: ManyItems,
): Promise<z.output<B>> {
  const { rest, items } = await split(await readBodyText(request, bytes), most)
  // The schema sees the first item only: the others follow in slices.
  const body = parseInput(schema, items.length > 0 ? { ...members(rest), items: items.slice(0, 1) } : rest)
  const read = itemsOf(body)
  await inSlices(items, (value, index) => {
    if (index > 0) read.push(parseInput(item, value, ['items', index]))
  })
  return body
}

async function split(text: string, most: number) {
  try {
    const parts = await splitItems(text, most)
    if (parts.items.length > 0) return parts
    // Items that were written in an unusual way were read with the rest.
    const whole = holdsItems.safeParse(parts.rest)
    if (!whole.success) return parts
    if (whole.data.items.length > most) throw new RangeError()
    return { rest: parts.rest, items: whole.data.items }
  } catch (error) {
    if (error instanceof RangeError)
      throw new Refusal(
        'too-large',
        413,
        `More than ${most.toLocaleString('en')} rows. Nothing was changed: send them in parts.`,
      )
    throw unreadable()
  }
}

function members(rest: unknown): object {
  return typeof rest === 'object' && rest !== null ? rest : {}
}

/** The very list that the schema made. */
function itemsOf(body: unknown): unknown[] {
  const holder = typeof body === 'object' && body !== null && 'items' in body ? body.items : undefined
  if (!Array.isArray(holder)) throw new TypeError('An endpoint with many items has them in its body.')
  return holder
}
