import { setTimeout as wait } from 'node:timers/promises'
import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Config } from './config.ts'

/** What may leave this process in a span, Next's own spans included, which carry whole addresses with their queries. */
const OPEN_ATTRIBUTES = new Set([
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'http.method',
  'http.status_code',
  'next.route',
  'next.rsc',
  'next.span_type',
  'error.type',
  'server.address',
  'clearance.request_id',
  'clearance.job.id',
  'clearance.job.kind',
  'clearance.job.attempt',
  'clearance.job.step',
  'concur.operation',
  'concur.outcome',
  'concur.attempt',
  'concur.correlation_id',
])

/** Seven spans of Next in every call that say how it finds and loads its own modules. None of ours is below one of them. */
const INNER_OF_NEXT =
  /^(Instrumentation\.|LoadComponents\.|RouteModule\.|NextNodeServer\.(findPageComponents|getLayoutOrPageModule|clientComponentLoading|startResponse)$)/

/** A collector that hangs must not hold up a stop: what it has not taken by then is lost. */
const PATIENCE_MS = 2_000

/** Asked every few seconds by machines, or files. */
const QUIET = /^\/(api\/(health|metrics)|_next\/static)\b/

/**
 * Sends spans to a collector, from the whole process. The only place that loads OpenTelemetry's SDK: nobody imports it unless an
 * endpoint is set.
 * @returns what sends the rest and ends it
 */
export function exportSpans(
  { endpoint, headers, share }: NonNullable<Config['traces']>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  // Next's span of a fetch is named by the whole address: a call to Concur has one of ours instead.
  process.env.NEXT_OTEL_FETCH_DISABLED = '1'
  setGlobalErrorHandler(onError)
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers,
  })
  // Whoever calls may name the trace that this belongs to; whether it is recorded is decided here, so that no caller can hide or flood.
  const ours = withoutQuiet(new TraceIdRatioBasedSampler(share))
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': process.env.OTEL_SERVICE_NAME || 'clearance',
      'service.version': process.env.CLEARANCE_BUILD ?? '',
    }),
    sampler: new ParentBasedSampler({ root: ours, remoteParentSampled: ours, remoteParentNotSampled: ours }),
    spanProcessors: [new BatchSpanProcessor({ exporter: openAttributesOnly(exporter) })],
  })
  trace.setGlobalTracerProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  return async () => {
    await Promise.race([provider.shutdown(), wait(PATIENCE_MS, undefined, { ref: false })])
    trace.disable()
    context.disable()
    propagation.disable()
  }
}

function withoutQuiet(sampler: Sampler): Sampler {
  return {
    shouldSample(...asked) {
      const { 'http.target': target } = asked[4]
      if (typeof target === 'string' && QUIET.test(target)) return { decision: SamplingDecision.NOT_RECORD }
      return sampler.shouldSample(...asked)
    },
    toString: () => `${sampler} but for health checks and files`,
  }
}

/** Neither events nor the words of a status leave: Next puts messages of errors into both. */
function openAttributesOnly(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.filter(isTelling).map(opened), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  }
}

function isTelling({ attributes }: ReadableSpan): boolean {
  return !INNER_OF_NEXT.test(String(attributes['next.span_type']))
}

function opened(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(([name]) => OPEN_ATTRIBUTES.has(name)),
  )
  const change = { name: nameOf(span), attributes, events: [], status: { code: span.status.code } }
  return Object.assign(Object.create(span), change)
}

/** Next names some of its spans by the path that was asked for. */
function nameOf({ name, attributes, instrumentationScope }: ReadableSpan): string {
  if (instrumentationScope.name !== 'next.js') return name
  const { 'http.route': route, 'http.method': method, 'next.span_type': type } = attributes
  return route ? `${method} ${route}` : String(type)
}
