import { ConcurMalformed, type Sent } from './errors.ts'
import type { Answer } from './exchange.ts'
import type { Parser } from './parse-pool.ts'
import type { ReaderName, Readings } from './readers.ts'
import type { RetryMode } from './retry.ts'
import type { ConcurCall, TokenSource, Transport } from './transport.ts'
import { AnswerUnreadable } from './unreadable.ts'

/** What every API module takes first: one person's (or the company's) way to Concur. */
export interface ConcurClient {
  transport: Transport
  tokens: TokenSource
  parser: Parser
  mode: RetryMode
  signal?: AbortSignal
}

/** Sends one call in the client's name. */
export function send(client: ConcurClient, call: ConcurCall): Promise<Answer> {
  const { transport, tokens, mode, signal } = client
  return transport.send(call, { tokens, mode, signal })
}

/** Sends a call and reads its answer through the parse pool; an unreadable one is `ConcurMalformed`. */
export async function sendAndRead<N extends ReaderName>(
  client: ConcurClient,
  name: N,
  call: ConcurCall,
): Promise<Readings[N]> {
  const answer = await send(client, call)
  try {
    return await client.parser.run(name, answer.bytes)
  } catch (error) {
    throw malformed(call.operation, answer, error, 'no')
  }
}

/** `ConcurMalformed` for an unreadable answer below status 300; any other error stays what it is. */
export function malformed(operation: string, answer: Answer, error: unknown, sent: Sent): unknown {
  if (!(error instanceof AnswerUnreadable)) return error
  return new ConcurMalformed(error.reason, {
    operation,
    sent,
    httpStatus: answer.status,
    correlationId: answer.correlationId,
  })
}
