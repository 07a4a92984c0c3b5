import { Refusal } from '#lib/refusal.ts'

/**
 * Reads a JSON body and counts its bytes as they come, so that a wrong or missing Content-Length changes nothing.
 * @throws Refusal 413, 400
 */
export async function readJsonBody(request: Request, limitBytes: number): Promise<unknown> {
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
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new Refusal('bad-request', 400, 'The body is not readable JSON. Nothing was changed.')
  }
}
