import type { Context } from 'hono'
import { z } from 'zod'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'

/** The JSON of a control call; no body at all counts as an empty object. */
export async function readBody<T extends z.ZodType>(c: Context<Env>, schema: T): Promise<z.output<T>> {
  const text = await c.req.text()
  const parsed = schema.safeParse(parseJson(text === '' ? '{}' : text))
  if (!parsed.success) throw new ConcurError(400, z.prettifyError(parsed.error))
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConcurError(400, 'The body is not JSON.')
  }
}
