import { Refusal } from '#lib/refusal.ts'

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
 * @throws Refusal 413, 400 for what is not UTF-8
 */
export async function readBodyText(request: Request, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  if (request.body) {
    for await (const chunk of request.body) {
      bytes += chunk.byteLength
      if (bytes > limitBytes)
        throw new Refusal(
          'too-large',
          413,
          `The body is larger than ${limitBytes / 1e6} MB. Nothing was changed.`,
        )
      chunks.push(chunk)
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw unreadable()
  }
}

export function unreadable(): Refusal {
  return new Refusal('bad-request', 400, 'The body is not readable JSON. Nothing was changed.')
}
