import { z } from 'zod'
import {
  ConcurBusy,
  ConcurConflict,
  ConcurDeadlock,
  type ConcurError,
  type ConcurErrorFacts,
  ConcurForbidden,
  ConcurNotFound,
  ConcurRefused,
  ConcurSessionExpired,
  ConcurTimeout,
  ConcurUnavailable,
  type ValidationError,
} from './errors.ts'
import type { Answer } from './exchange.ts'
import { child, deepText, readXml, type XmlElement } from './xml.ts'

/** What an error answer says of itself, whichever of Concur's dialects it speaks. */
interface Envelope {
  message?: string
  errorId?: string
  serverTime?: string
  validationErrors?: ValidationError[]
}

/**
 * The error of an answer with status 400 or above. `secrets` (the token) are cut out of Concur's words. `now` is epoch
 * milliseconds, for a `retry-after` that names a date.
 */
export function errorOf(
  operation: string,
  answer: Answer,
  secrets: readonly string[],
  now: number,
): ConcurError {
  const envelope = readEnvelope(answer)
  const facts: ConcurErrorFacts = {
    operation,
    sent: answer.status >= 500 ? 'maybe' : 'no',
    httpStatus: answer.status,
    correlationId: answer.correlationId,
    errorId: cleaned(envelope.errorId, secrets),
    serverTime: cleaned(envelope.serverTime, secrets),
    concurMessage: cleaned(envelope.message, secrets),
    validationErrors: envelope.validationErrors?.slice(0, 100).map((error) => ({
      id: cleaned(error.id ?? undefined, secrets) ?? null,
      message: cleaned(error.message, secrets) ?? '',
      source: cleaned(error.source ?? undefined, secrets) ?? null,
    })),
    retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), now),
  }
  if (answer.status === 400 && /deadlock/i.test(envelope.message ?? '')) {
    return new ConcurDeadlock('the database was in a deadlock and rolled back', facts)
  }
  switch (answer.status) {
    case 401:
      return new ConcurSessionExpired('the token is not accepted', facts)
    case 403:
      if (saysTokenIsOver(facts.concurMessage)) return new ConcurSessionExpired('the token is over', facts)
      return new ConcurForbidden('not allowed', facts)
    case 404:
    case 410:
      return new ConcurNotFound('not found', facts)
    case 409:
    case 412:
      return new ConcurConflict('not in the state that this needs', facts)
    case 429:
      return new ConcurBusy('Concur asks to slow down', facts)
    case 504:
      return new ConcurTimeout('a gateway got no answer from Concur', facts)
    default:
      if (answer.status >= 500) return new ConcurUnavailable('Concur is not available', facts)
      return new ConcurRefused('refused', facts)
  }
}

/** "The Oauth token has expired or been revoked" (HTTP status page): then it is over, whatever its hour was to be. */
export function saysTokenIsOver(words = ''): boolean {
  return /token/i.test(words) && /expired|revoked/i.test(words)
}

/** `retry-after` in milliseconds: seconds or an HTTP date. Undefined when missing or unreadable, capped at an hour. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 3_600_000)
}

/** Concur's words on one line: no control characters, no secret, at most 500 characters. */
export function cleaned(text: string | undefined, secrets: readonly string[]): string | undefined {
  let line = text ?? ''
  // Shorter ones are no secrets and would riddle the sentence.
  for (const secret of secrets) if (secret.length > 3) line = line.replaceAll(secret, '(removed)')
  line = line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return line === '' ? undefined : line.length > 500 ? `${line.slice(0, 499)}…` : line
}

function readEnvelope(answer: Answer): Envelope {
  const text = new TextDecoder()
    .decode(answer.bytes.subarray(0, 256 * 1024))
    .replace(/^\ufeff/, '')
    .trimStart()
  if (text.startsWith('{')) return readJsonEnvelope(text)
  if (/^<(!doctype\s+html|html)[\s>]/i.test(text)) return {}
  if (text.startsWith('<')) return readXmlEnvelope(answer.bytes)
  return { message: text }
}

function readXmlEnvelope(bytes: Uint8Array): Envelope {
  try {
    const root = readXml(bytes)
    const error = find(root, 'error') ?? root
    const message = child(error, 'Message') ?? child(error, 'ErrorMessage')
    return {
      message: message && deepText(message),
      errorId: textOf(child(error, 'Id', 'ErrorId')),
      serverTime: textOf(child(error, 'Server-Time', 'ServerTime')),
    }
  } catch {
    return {}
  }
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name === name) return element
  for (const below of element.children) {
    const found = find(below, name)
    if (found) return found
  }
  return undefined
}

function textOf(element: XmlElement | undefined): string | undefined {
  return element && deepText(element)
}

const word = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined)
const validationError = z.looseObject({ id: word, message: word, source: word })
/** The v4 pages print the type of one where the answer holds a list: both are read. */
const validation = z
  .union([z.array(validationError), validationError.transform((one) => [one])])
  .optional()
  .catch(undefined)

/** All JSON dialects in one shape: v1's twin of the XML, v3, v4, List v4, OAuth. */
const jsonEnvelope = z.looseObject({
  Error: z.looseObject({ Message: word, 'Server-Time': word, Id: word }).optional().catch(undefined),
  error: z
    .union([z.looseObject({ id: word, message: word }), z.string()])
    .optional()
    .catch(undefined),
  Message: word,
  message: word,
  errorMessage: word,
  error_description: word,
  errorId: word,
  timestamp: word,
  validationErrors: validation,
})

function readJsonEnvelope(text: string): Envelope {
  const parsed = jsonEnvelope.safeParse(parseJson(text))
  if (!parsed.success) return {}
  const e = parsed.data
  const v4 = typeof e.error === 'object' ? e.error : undefined
  const oauth = typeof e.error === 'string' ? e.error : undefined
  return {
    message:
      e.Error?.Message ??
      v4?.message ??
      e.errorMessage ??
      e.error_description ??
      e.Message ??
      e.message ??
      oauth,
    errorId: e.Error?.Id ?? v4?.id ?? e.errorId,
    serverTime: e.Error?.['Server-Time'] ?? e.timestamp,
    validationErrors: e.validationErrors?.map(({ id, message, source }) => ({
      id: id ?? null,
      message: message ?? '',
      source: source ?? null,
    })),
  }
}

/** The value, or undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
