import {
  type Attributes,
  context,
  type Link,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { CallReport } from './concur/transport.ts'

/**
 * Spans, by OpenTelemetry's API alone: while nobody has asked for traces (`export-spans.ts`) all of this does nothing.
 * Names and attributes are of our own making: patterns of routes, operations, counts and outcomes.
 */
const tracer = () => trace.getTracer('clearance')

/** Runs a piece of work as a span. An error that leaves it shows by its class alone: its words may hold anything. */
export function inSpan<T>(
  name: string,
  about: { kind?: SpanKind; attributes?: Attributes; links?: Link[]; root?: boolean; from?: Headers },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const { from, ...options } = about
  // Inside Next its own span has heard who called already.
  const parent =
    from && !trace.getActiveSpan() ? propagation.extract(context.active(), from, headers) : context.active()
  return tracer().startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      markFailed(span, error instanceof Error ? error.name : typeof error)
      throw error
    } finally {
      span.end()
    }
  })
}

export function markFailed(span: Span, errorType: string): void {
  span.setAttribute('error.type', errorType)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** One try of a call to Concur, which has just ended. */
export function traceConcurCall(report: CallReport): void {
  const endedAt = Date.now()
  const span = tracer().startSpan(report.operation, {
    kind: SpanKind.CLIENT,
    startTime: endedAt - report.durationMs,
    attributes: {
      'http.request.method': report.method,
      'server.address': new URL(report.origin).host,
      'http.response.status_code': report.status,
      'concur.operation': report.operation,
      'concur.outcome': report.outcome,
      'concur.attempt': report.attempt,
      'concur.correlation_id': report.correlationId,
    },
  })
  if (report.outcome !== 'done') markFailed(span, report.outcome)
  span.end(endedAt)
}

/** The running span as W3C `traceparent`, to be kept with what is put into the queue; undefined where nothing is traced. */
export function traceparent(): string | undefined {
  const carrier: Record<string, string> = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent
}

/** A link to the span that such a text names: the work goes on elsewhere, later, perhaps more than once. */
export function linksTo(parent: string | undefined): Link[] {
  const carrier = parent === undefined ? {} : { traceparent: parent }
  const from = trace.getSpanContext(propagation.extract(context.active(), carrier))
  return parent !== undefined && from ? [{ context: from }] : []
}

const headers = {
  get: (from: Headers, name: string) => from.get(name) ?? undefined,
  keys: (from: Headers) => [...from.keys()],
}
