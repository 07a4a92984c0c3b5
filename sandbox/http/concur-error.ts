import { STATUS_CODES } from 'node:http'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { instant } from '../clock.ts'
import { element, escapeXml, XML_PROLOG } from './xml-writer.ts'

export type ValidationError = { id: string; message: string; source: string }

/** Thrown by a route to end in Concur's error envelope (HTTP status page: Message, Server-Time, Id). */
export class ConcurError extends Error {
  readonly status: ContentfulStatusCode
  /** Named when the message is about one field: the envelope's Message then has child elements. */
  readonly field: string | undefined
  /** Told by the v4 services alone. */
  readonly validationErrors: readonly ValidationError[]

  constructor(
    status: ContentfulStatusCode,
    message: string,
    field?: string,
    validationErrors: readonly ValidationError[] = [],
  ) {
    super(message)
    this.status = status
    this.field = field
    this.validationErrors = validationErrors
  }
}

export type Envelope = { message: string; field?: string | undefined; at: number; id: string }

/** Message is text in most answers and a parent in some: clients have to read both. */
export function xmlEnvelope({ message, field, at, id }: Envelope): string {
  const inner =
    field === undefined ? escapeXml(message) : `<Text>${escapeXml(message)}</Text><Field>${field}</Field>`
  const head = `${XML_PROLOG}<Error xmlns="http://www.concursolutions.com/api/fault/2011/01">\n`
  return `${head}  <Message>${inner}</Message>\n${element('Server-Time', instant(at), '  ')}${element('Id', id, '  ')}</Error>\n`
}

export const jsonEnvelope = ({ message, field, at, id }: Envelope) => ({
  Error: { Message: field ? { Text: message, Field: field } : message, 'Server-Time': instant(at), Id: id },
})

/** "Error Message" of v4.exceptions and v4.reports; `validationErrors` only where there are any. */
export function expenseReportsEnvelope(error: ConcurError, { at, id }: Envelope, path: string) {
  const { status, message, validationErrors } = error
  return {
    errorId: id,
    errorMessage: message,
    httpStatus: `${status} ${STATUS_CODES[status] ?? ''}`,
    path,
    timestamp: new Date(at).toISOString(),
    ...(validationErrors.length > 0 ? { validationErrors } : {}),
  }
}
