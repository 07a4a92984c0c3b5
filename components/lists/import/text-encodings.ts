/** Encodings that spreadsheets write. A text does not say which of the one-byte ones it is in: a person can tell by its accents. */
export const encodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Western European (Windows-1252)',
  'windows-1250': 'Central European (Windows-1250)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'windows-1253': 'Greek (Windows-1253)',
  'windows-1254': 'Turkish (Windows-1254)',
  macintosh: 'Western European (Mac)',
  shift_jis: 'Japanese (Shift JIS)',
  gb18030: 'Chinese (GB 18030)',
} as const
export type Encoding = keyof typeof encodings

export function isEncoding(text: string): text is Encoding {
  return Object.hasOwn(encodings, text)
}

/**
 * UTF-16 by its byte order mark or by where its zero bytes are, UTF-8 otherwise: whether it really is shows when it is read.
 * Null for bytes that are no text at all.
 */
export function detectEncoding(start: Uint8Array): Encoding | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const zeros = { even: 0, odd: 0 }
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1
  })
  if (zeros.even === 0 && zeros.odd === 0) return 'utf-8'
  // Latin letters leave every second byte zero; letters beyond Latin do not, but separators and digits among them do.
  if (zeros.odd > 10 * zeros.even) return 'utf-16le'
  return zeros.even > 10 * zeros.odd ? 'utf-16be' : null
}
