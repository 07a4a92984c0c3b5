/** One event of a `text/event-stream`; undefined is a comment that keeps the connection. */
export type StreamedEvent = { name: string; data: unknown; id?: string } | undefined

/** Streams events as they come. A reader that does not keep up holds the events back, not the memory. */
export function eventStream(events: AsyncGenerator<StreamedEvent>): Response {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await events.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(written(next.value)))
    },
    async cancel() {
      await events.return(undefined)
    },
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // A proxy that compresses or buffers would hold events back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

function written(event: StreamedEvent): string {
  if (!event) return ':\n\n'
  const id = event.id === undefined ? '' : `id: ${event.id}\n`
  return `event: ${event.name}\n${id}data: ${JSON.stringify(event.data)}\n\n`
}
