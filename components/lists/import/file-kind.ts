import { UnreadableTable } from './unreadable-table.ts'

const signatures: readonly { bytes: readonly number[]; title: string; advice: string }[] = [
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    title: 'This is a PDF',
    advice: 'Export the table as CSV or save it as an Excel workbook (.xlsx).',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    title: 'This is an old or protected Excel file',
    advice:
      'Open it in Excel, take the password off if it has one, and save it as a workbook (.xlsx) or as CSV.',
  },
  ...[
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x47, 0x49, 0x46, 0x38],
    [0x42, 0x4d],
    [0x49, 0x49, 0x2a, 0x00],
  ].map((bytes) => ({
    bytes,
    title: 'This is an image',
    advice: 'Choose the table itself, as CSV or as an Excel workbook (.xlsx).',
  })),
  ...[
    [0x1f, 0x8b],
    [0x37, 0x7a, 0xbc, 0xaf],
    [0x52, 0x61, 0x72, 0x21],
  ].map((bytes) => ({
    bytes,
    title: 'This is an archive',
    advice: 'Unpack it and choose the file that is inside.',
  })),
]

/**
 * By its first bytes, whatever its name says: a workbook (any zip archive, until it is opened) or a text.
 * @throws UnreadableTable for what is neither.
 */
export function fileKind(start: Uint8Array): 'workbook' | 'text' {
  if (starts(start, [0x50, 0x4b])) return 'workbook'
  const known = signatures.find(({ bytes }) => starts(start, bytes) && isNoText(start, bytes.length))
  if (known) throw new UnreadableTable(known.title, known.advice)
  const text = new TextDecoder('windows-1252').decode(start.subarray(0, 512)).trimStart().toLowerCase()
  if (/^(ï»¿)?\s*<(!doctype|html|\?xml|table)/.test(text)) {
    throw new UnreadableTable(
      'This is a web page or an XML file',
      'Some programs call such a file .xls. Open it in Excel and save it as a workbook (.xlsx) or as CSV.',
    )
  }
  return 'text'
}

function starts(start: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => start[index] === byte)
}

/** `BMW;Munich` starts like a bitmap: two letters alone prove nothing. */
function isNoText(start: Uint8Array, signatureLength: number): boolean {
  return signatureLength > 2 || start.subarray(0, 512).some((byte) => byte < 9)
}
