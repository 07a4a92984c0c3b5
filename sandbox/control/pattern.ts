import { z } from 'zod'

/** The source of a regular expression. */
export const pattern = z.string().refine((source) => {
  try {
    return Boolean(new RegExp(source))
  } catch {
    return false
  }
}, 'is not a regular expression')
