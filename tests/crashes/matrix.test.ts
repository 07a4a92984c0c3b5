import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acts, type Boundary } from './boundaries.ts'
import { crash, type Signal } from './crash.ts'
import { judge } from './judge.ts'
import { cellKey, columnOf, describeCell, readCells, writeCells } from './matrix-table.ts'
import { database, makeTemplate, severalProcesses } from './world.ts'

const isLong = process.env.MATRIX === 'long'
const SIGNALS: Signal[] = ['SIGKILL', 'SIGTERM']

interface Row extends Boundary {
  act: string
}
const rows: Row[] = acts.flatMap(({ act, boundaries }) =>
  boundaries.map((boundary) => ({ act, ...boundary })),
)

/** The short form goes down the table diagonally: every sixth row, in the column whose turn it is. */
function isChosen(row: number, signal: Signal): boolean {
  const column = (severalProcesses ? 2 : 0) + SIGNALS.indexOf(signal)
  return isLong || (row % 6 === 0 && (row / 6) % 4 === column)
}

let template: Awaited<ReturnType<typeof makeTemplate>>
const known = readCells()
const found = new Map<string, string>()

beforeAll(async () => {
  template = await makeTemplate()
})
afterAll(async () => {
  if (isLong) writeCells(rows, found)
  await template.drop()
})

describe.for(SIGNALS)('A desk that is ended by %s', (signal) => {
  const chosen = rows.filter((_, index) => isChosen(index, signal))
  it.concurrent.for(chosen)(
    '$act, $at: everything takes effect once and is told as it is',
    { timeout: 240_000 },
    async (row) => {
      const world = await template.openWorld()
      try {
        const aftermath = await crash(world, row, signal)
        judge(aftermath, row, signal)
        const key = cellKey(row.act, row.at, columnOf(database, signal))
        const cell = describeCell(aftermath)
        found.set(key, cell)
        if (!isLong) expect(cell, 'what MATRIX.md says').toBe(known.get(key))
      } finally {
        await world.close()
      }
    },
  )
})
