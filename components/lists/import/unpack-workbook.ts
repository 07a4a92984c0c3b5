import { UnreadableTable } from './unreadable-table.ts'

/** A sheet of 200,000 rows and 50 columns stays below; beyond it the text would be longer than a string can be. */
const MAX_UNPACKED_BYTES = 400 * 1024 * 1024

const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50

interface Entry {
  name: Uint8Array<ArrayBuffer>
  method: number
  packed: Uint8Array<ArrayBuffer>
}

export interface UnpackedWorkbook {
  /** An archive without compression, of the XML parts alone. */
  archive: ArrayBuffer
  /** Names of the sheets, in their order. */
  sheets: string[]
}

/**
 * A workbook without its compression and its pictures. The reader of workbooks would unpack large parts in
 * workers of its own made from `blob:` addresses, which the page's policy forbids, and without any cap; the browser's
 * own decompression is faster anyway.
 * @throws UnreadableTable
 */
export async function unpackWorkbook(archive: Uint8Array<ArrayBuffer>): Promise<UnpackedWorkbook> {
  const entries = entriesOf(archive).filter(({ name }) => isXml(name))
  if (!entries.some(isWorkbook)) {
    throw new UnreadableTable(
      'There is no workbook in this archive',
      'Choose a CSV file or an Excel workbook (.xlsx). A spreadsheet of another program must be saved as one of the two first.',
    )
  }
  let left = MAX_UNPACKED_BYTES
  const unpacked: { name: Uint8Array<ArrayBuffer>; bytes: Uint8Array<ArrayBuffer> }[] = []
  for (const { name, method, packed } of entries) {
    const bytes = method === 0 ? packed : await inflate(packed, left)
    left -= bytes.byteLength
    unpacked.push({ name, bytes })
  }
  const workbook = unpacked.find(isWorkbook)
  return { archive: store(unpacked), sheets: workbook ? sheetNames(text(workbook.bytes)) : [] }
}

function isWorkbook({ name }: { name: Uint8Array }): boolean {
  return text(name) === 'xl/workbook.xml'
}

/** Names alone: the reader of workbooks would read every sheet to tell them. */
function sheetNames(workbook: string): string[] {
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g)].map(([, name = '']) =>
    name.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, word: string) =>
      word
        ? (entities.get(word) ?? whole)
        : String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
    ),
  )
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function isXml(name: Uint8Array): boolean {
  return /\.(xml|rels)$/.test(text(name))
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function broken(): UnreadableTable {
  return new UnreadableTable(
    'This workbook is damaged',
    'Part of the file is missing. Download it again, or open it in Excel and save it anew.',
  )
}

function entriesOf(archive: Uint8Array<ArrayBuffer>): Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = endOf(view)
  const entries: Entry[] = []
  try {
    let at = view.getUint32(end + 16, true)
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(at, true) !== CENTRAL) throw broken()
      const method = view.getUint16(at + 10, true)
      const size = view.getUint32(at + 20, true)
      const nameLength = view.getUint16(at + 28, true)
      const local = view.getUint32(at + 42, true)
      if (view.getUint32(local, true) !== LOCAL || (method !== 0 && method !== 8)) throw broken()
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      if (from + size > archive.byteLength) throw broken()
      const name = archive.subarray(at + 46, at + 46 + nameLength)
      entries.push({ name, method, packed: archive.subarray(from, from + size) })
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
  } catch (error) {
    throw error instanceof RangeError ? broken() : error
  }
  return entries
}

/** The directory stands at the end, before a comment of at most 64 KB. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END) return at
  }
  throw broken()
}

async function inflate(packed: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  while (true) {
    const { value, done } = await reader.read().catch(() => {
      throw broken()
    })
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      throw new UnreadableTable(
        'This workbook is too large once it is unpacked',
        'Save the sheet with the list items as CSV, or split it.',
      )
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** An archive of entries that are stored as they are: local headers, then the directory, then its end. */
function store(entries: readonly { name: Uint8Array; bytes: Uint8Array }[]): ArrayBuffer {
  const total = entries.reduce(
    (sum, { name, bytes }) => sum + 76 + 2 * name.byteLength + bytes.byteLength,
    22,
  )
  const buffer = new ArrayBuffer(total)
  const view = new DataView(buffer)
  const archive = new Uint8Array(buffer)
  let at = 0
  const places = entries.map(({ name, bytes }) => {
    const place = at
    view.setUint32(at, LOCAL, true)
    view.setUint32(at + 18, bytes.byteLength, true)
    view.setUint32(at + 22, bytes.byteLength, true)
    view.setUint16(at + 26, name.byteLength, true)
    archive.set(name, at + 30)
    archive.set(bytes, at + 30 + name.byteLength)
    at += 30 + name.byteLength + bytes.byteLength
    return place
  })
  const directory = at
  for (const [index, { name, bytes }] of entries.entries()) {
    view.setUint32(at, CENTRAL, true)
    view.setUint32(at + 20, bytes.byteLength, true)
    view.setUint32(at + 24, bytes.byteLength, true)
    view.setUint16(at + 28, name.byteLength, true)
    view.setUint32(at + 42, places[index] ?? 0, true)
    archive.set(name, at + 46)
    at += 46 + name.byteLength
  }
  view.setUint32(at, END, true)
  view.setUint16(at + 8, entries.length, true)
  view.setUint16(at + 10, entries.length, true)
  view.setUint32(at + 12, at - directory, true)
  view.setUint32(at + 16, directory, true)
  return buffer
}
