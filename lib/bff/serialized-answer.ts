import { createHash } from 'node:crypto'

export interface SerializedAnswer {
  json: Uint8Array<ArrayBuffer>
  etag: string
}

/** Answers that are the same object are serialized once: a list that did not change at Concur costs neither a parse nor a stringify. */
const serialized = new WeakMap<object, SerializedAnswer>()

export function serializeAnswer(answer: object): SerializedAnswer {
  const known = serialized.get(answer)
  if (known) return known
  const json = new TextEncoder().encode(JSON.stringify(answer))
  const made = { json, etag: `"${createHash('sha1').update(json).digest('base64url')}"` }
  serialized.set(answer, made)
  return made
}
