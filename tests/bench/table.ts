import type { Aim, Figure } from './figure.ts'
import type { Spread } from './spread.ts'

const heads = ['', 'what', 'ours', 'against', 'theirs', 'ratio', '(quartiles)', 'aim', 'met']

/** One line a figure; notes below, by number. */
export function table(figures: readonly Figure[]): string {
  const notes = [...new Set(figures.flatMap(({ note }) => note ?? []))]
  const rows = figures.map((figure) => cellsOf(figure, notes))
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [
    line(heads),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map(line),
    '',
    ...notes.map((note, index) => `[${index + 1}] ${note}`),
  ].join('\n')
}

function cellsOf(figure: Figure, notes: readonly string[]): string[] {
  const { part, what, unit, ours, against, theirs, ratio, aim, met, note } = figure
  return [
    part,
    note ? `${what} [${notes.indexOf(note) + 1}]` : what,
    amount(ours, unit),
    against,
    theirs ? amount(theirs, unit) : '',
    ratio ? `${short(ratio.median)} ×` : '',
    ratio && ratio.count > 1 ? `${short(ratio.low)}–${short(ratio.high)}` : '',
    aim ? aimText(aim, unit) : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ]
}

const amount = ({ median }: Spread, unit: string) => `${short(median)} ${unit}`

function aimText({ of, atLeast, atMost }: Aim, unit: string): string {
  const bound = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
  return `${bound} ${of === 'ratio' ? '×' : unit}`
}

function short(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value.toFixed(value >= 10 ? 1 : 2)
}
