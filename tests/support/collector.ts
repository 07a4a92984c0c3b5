import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const attribute = z.object({
  key: z.string(),
  value: z.union([
    z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
    z.object({ boolValue: z.boolean() }).transform(({ boolValue }) => boolValue),
    z.object({ intValue: z.coerce.number() }).transform(({ intValue }) => intValue),
  ]),
})

const span = z.object({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  attributes: z
    .array(attribute)
    .transform(
      (all): Record<string, unknown> => Object.fromEntries(all.map(({ key, value }) => [key, value])),
    ),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
  events: z.array(z.unknown()).default([]),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }),
})

const exported = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
})

export type CollectedSpan = z.infer<typeof span>

export interface Collector {
  url: string
  spans: CollectedSpan[]
  /** Path, authorization and body of every call. */
  heard: string[]
  close(): void
}

/** A collector that takes OTLP as JSON. */
export async function openCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    const body = await json(request)
    heard.push(`${request.url} ${request.headers.authorization} ${JSON.stringify(body)}`)
    for (const { scopeSpans } of exported.parse(body).resourceSpans)
      spans.push(...scopeSpans.flatMap((scope) => scope.spans))
    response.end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return { url, spans, heard, close: () => server.close() }
}
