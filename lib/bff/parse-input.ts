import type { ZodType, z } from 'zod'
import { Refusal } from '#lib/refusal.ts'

/**
 * What a caller sent, as its schema reads it. Only here does a schema's complaint mean bad input: anywhere else it is a fault of ours.
 * @throws Refusal 400 that names every field
 */
export function parseInput<S extends ZodType>(
  schema: S,
  value: unknown,
  place: readonly PropertyKey[] = [],
): z.output<S> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const fields: Record<string, string> = {}
  for (const issue of read.error.issues)
    fields[[...place, ...issue.path].join('.') || 'body'] ??= issue.message
  throw new Refusal('bad-request', 400, 'Some of what was sent cannot be used. Nothing was changed.', {
    fields,
  })
}
