import { z } from 'zod'

/** The words a program can test. People read `title` and `detail`. */
export const problemCodes = [
  'bad-request',
  'not-signed-in',
  'session-expired',
  'cross-site',
  'not-found',
  'too-large',
  'unsupported-media-type',
  'too-many-calls',
  'not-now',
  'restarting',
  'concur-refused',
  'concur-forbidden',
  'concur-not-found',
  'concur-conflict',
  'concur-busy',
  'concur-unavailable',
  'concur-timeout',
  'concur-malformed',
  'internal',
] as const

export const problemCode = z.enum(problemCodes)
export type ProblemCode = z.infer<typeof problemCode>

/** What Concur said, for its support: never more than ids, a time and a status. */
export const concurTrace = z.object({
  errorId: z.string().optional(),
  correlationId: z.string().optional(),
  serverTime: z.string().optional(),
  httpStatus: z.number().int().optional(),
})
export type ConcurTrace = z.infer<typeof concurTrace>

/** RFC 9457 problem, the one shape of every error of the BFF. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened, whether anything was changed, what to do next. */
  detail: z.string(),
  code: problemCode,
  /** Seconds until another try makes sense. */
  retryAfter: z.number().int().nonnegative().optional(),
  concur: concurTrace.optional(),
  /** Messages by field of the body or query, `endDate` or `items.3.name`. */
  fields: z.record(z.string(), z.string()).optional(),
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
