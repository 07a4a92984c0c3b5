import { randomUUID } from 'node:crypto'
import { SpanKind } from '@opentelemetry/api'
import type { NextRequest } from 'next/server'
import type { Clearance } from '#lib/boot.ts'
import { inSpan, markFailed } from '#lib/tracing.ts'

/**
 * One call as an operator sees it: whatever is logged meanwhile bears its id, and it is timed and traced by the pattern of its
 * route, never by what somebody asked for.
 */
export function observed(
  app: Clearance,
  request: NextRequest,
  route: string,
  answer: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const { method } = request
  const requestId = randomUUID()
  const started = performance.now()
  const about = {
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': method, 'http.route': route, 'clearance.request_id': requestId },
    from: request.headers,
  }
  return app.during({ requestId }, () =>
    inSpan(`${method} ${route}`, about, async (span) => {
      const response = await answer(requestId)
      const { status } = response
      const durationMs = performance.now() - started
      span.setAttribute('http.response.status_code', status)
      if (status >= 500) markFailed(span, String(status))
      app.metrics.answered({ method, route, status, durationMs })
      app.log.debug({ method, path: request.nextUrl.pathname, status, ms: durationMs }, 'answered')
      response.headers.set('x-request-id', requestId)
      return response
    }),
  )
}
