import { type ZodType, z } from 'zod'

/** One URL of the BFF: what it takes and what it answers. The route handler, the browser and /api/openapi.json all read this one declaration. */
export interface Endpoint<
  Params extends ZodType = ZodType,
  Query extends ZodType = ZodType,
  Body extends ZodType = ZodType,
  Answer extends ZodType = ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** OpenAPI form: `/api/requests/{requestKey}`. */
  path: string
  summary: string
  params: Params
  query: Query
  body: Body
  answer: Answer
  /** A body whose `items` may be very many: limits of its own, above which it is 413, and the schema of one item. */
  manyItems?: { bytes: number; most: number; item: ZodType }
  /** The status of success; 202 where work goes on as a job. */
  status?: 200 | 202
}

/** What an endpoint does not take. */
export const nothing = z.undefined()

/** Declares an endpoint; what is not named is not taken. */
export function endpoint<
  Answer extends ZodType,
  Params extends ZodType = typeof nothing,
  Query extends ZodType = typeof nothing,
  Body extends ZodType = typeof nothing,
>(declaration: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return declaration
}

/** The start of every declaration: takes nothing until it says otherwise. */
export const plain = { params: nothing, query: nothing, body: nothing }

export type AnswerOf<E extends Endpoint> = z.output<E['answer']>

/** What a caller hands over: only the parts that the endpoint declares. */
export interface CallInput<E extends Endpoint> {
  params?: z.input<E['params']>
  query?: z.input<E['query']>
  body?: z.input<E['body']>
}
