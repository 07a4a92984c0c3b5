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
afterAll(() => template.drop())

/** @returns what the table says of it */
async function endedAt(row: Row, signal: Signal): Promise<string> {
  const world = await template.openWorld()
  try {
    const aftermath = await crash(world, row, signal)
    judge(aftermath, row, signal)
    return describeCell(aftermath)
  } finally {
    await world.close()
  }
}

describe.for(SIGNALS)('With a desk that is ended by %s', (signal) => {
  afterAll(() => {
    if (isLong) writeCells(rows, found)
  })
  for (const row of rows.filter((_, index) => isChosen(index, signal)))
    it.concurrent(`“${row.act}”, ended ${row.at}, takes effect once and is told as it is`, {
      timeout: 10 * 60_000,
    }, async () => {
      const cell = await endedAt(row, signal)
      const key = cellKey(row.act, row.at, columnOf(database, signal))
      found.set(key, cell)
      if (!isLong) expect(cell, 'what MATRIX.md says').toBe(known.get(key))
    })
})
