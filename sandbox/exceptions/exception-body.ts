import { z } from 'zod'
import { ConcurError, type ValidationError } from '../http/concur-error.ts'
import { VISIBILITIES } from './entities.ts'
import { knownCode } from './exception-codes.ts'

const body = z.object({
  exceptionCode: z
    .string('exceptionCode is required.')
    .refine(knownCode, { error: ({ input }) => `The exception code ${String(input)} is not known.` }),
  exceptionVisibility: z.enum(VISIBILITIES, `exceptionVisibility must be one of ${VISIBILITIES.join(', ')}.`),
})

/** "Exception Request". What is wrong with it is told field by field. */
export function readExceptionBody(contentType: string | undefined, text: string): z.output<typeof body> {
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    throw new ConcurError(400, 'The Content-Type must be application/json.')
  }
  const parsed = body.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new ConcurError(400, 'The request is not valid.', undefined, parsed.error.issues.map(validationError))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConcurError(400, 'The request body is not JSON.')
  }
}

const validationError = ({ path, message }: z.core.$ZodIssue): ValidationError => {
  const source = path.length > 0 ? path.join('.') : 'body'
  return { id: `${source}.invalid`, message, source }
}
