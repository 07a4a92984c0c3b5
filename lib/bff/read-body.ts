import { Refusal } from '#lib/refusal.ts'

/** The body ended before it was whole: its sender went away, or it was cut off for being too large. */
export class BodyBrokeOff extends Refusal {
  static override readonly errorName: string = 'BodyBrokeOff'

  constructor() {
    super('bad-request', 400, 'The body broke off before it was whole. Nothing was changed.')
  }
}

/**
 * Reads a JSON body.
 * @throws Refusal 413, 400
 */
export async function readJsonBody(request: Request, limitBytes: number): Promise<unknown> {
  const text = await readBodyText(request, limitBytes)
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}

/**
 * Reads a body and counts its bytes as they come, so that a wrong or missing Content-Length changes nothing.
 * @throws Refusal 413, 400 for what is not UTF-8 or not whole
 */
export async function readBodyText(request: Request, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of whole(request.body)) {
    bytes += chunk.byteLength
    if (bytes > limitBytes)
      throw new Refusal(
        'too-large',
        413,
        `The body is larger than ${limitBytes / 1e6} MB. Nothing was changed.`,
      )
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw unreadable()
  }
}

async function* whole(body: Request['body']): AsyncGenerator<Uint8Array> {
  if (!body) return
  try {
    yield* body
  } catch {
    throw new BodyBrokeOff()
  }
}

export function unreadable(): Refusal {
  return new Refusal('bad-request', 400, 'The body is not readable JSON. Nothing was changed.')
}
