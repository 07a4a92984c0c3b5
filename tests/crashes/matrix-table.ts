import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Aftermath, Signal } from './crash.ts'

const FILE = fileURLToPath(new URL('MATRIX.md', import.meta.url))
const HEAD = `# What became of work whose process was ended

Written by \`npm run test:faults\`; how to read it is in the [README](README.md).
`
const HEADING = 'ended'
const COLUMNS = ['PGlite, kill -9', 'PGlite, SIGTERM', 'PostgreSQL, kill -9', 'PostgreSQL, SIGTERM']

export function columnOf(database: string, signal: Signal): string {
  return `${database}, ${signal === 'SIGKILL' ? 'kill -9' : 'SIGTERM'}`
}

/** What is told of a cell: nothing of it may differ between two runs on machines of whatever speed. */
export function describeCell({ rows, effects, answers }: Aftermath): string {
  const heard = answers.flatMap((answer) => ('outcome' in answer ? [answer.outcome] : []))
  const ends = rows.map(({ row, outcome }) =>
    outcome === 'unknown' ? `unknown (${tookEffect(effects[row - 1])})` : outcome,
  )
  const counted = [...Map.groupBy(ends, (end) => end)].map(([end, { length }]) => `${length} ${end}`)
  if (rows.length > 0) return counted.toSorted().join(', ')
  return `${heard.join(', asked again ')} (${tookEffect(effects[0])})`
}

const tookEffect = (effect = 0) =>
  effect === 0 ? 'not carried out' : effect === 1 ? 'carried out' : `carried out ${effect} times`

/** Cells by act, boundary and column. */
export type Cells = Map<string, string>

export const cellKey = (act: string, at: string, column: string) => [act, at, column].join(' | ')

export function readCells(): Cells {
  const cells: Cells = new Map()
  if (!existsSync(FILE)) return cells
  let act = ''
  for (const line of readFileSync(FILE, 'utf8').split('\n')) {
    if (line.startsWith('## ')) act = line.slice(3)
    const [, at, ...found] = line.split('|').map((cell) => cell.trim())
    if (!at || at === HEADING || at === '---') continue
    for (const [index, column] of COLUMNS.entries()) cells.set(cellKey(act, at, column), found[index] ?? '')
  }
  return cells
}

/** Writes these cells into the table and leaves the others as they are: each database has a run of its own. */
export function writeCells(rows: readonly { act: string; at: string }[], found: Cells): void {
  const cells = new Map([...readCells(), ...found])
  const parts = [...Map.groupBy(rows, ({ act }) => act)].map(([act, ofAct]) => {
    const lines = ofAct.map(({ at }) =>
      line([at, ...COLUMNS.map((column) => cells.get(cellKey(act, at, column)) ?? '')]),
    )
    return [
      `## ${act}`,
      '',
      line([HEADING, ...COLUMNS]),
      line(['', ...COLUMNS].map(() => '---')),
      ...lines,
      '',
    ].join('\n')
  })
  writeFileSync(FILE, [HEAD, ...parts].join('\n'))
}

const line = (cells: string[]) => `| ${cells.join(' | ')} |`
