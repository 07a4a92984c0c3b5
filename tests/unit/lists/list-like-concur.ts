import type { ListBatchError, ListBatchResult, ListBatchType } from '#lib/concur/lists-v1.ts'
import type { BatchRow, BatchRowEnd } from '#lib/lists/list-rows.ts'
import { nameFailures } from '#lib/lists/name-failures.ts'
import { settleBatch } from '#lib/lists/settle-batch.ts'

type Failure = { code: string; message: string }

/** A list in memory that answers a batch as Concur does: it names the first ten failures, by one level's code. */
export function listLikeConcur(
  options: {
    /** Codes of the items at the start, joined by a slash, with their names. */
    items?: Record<string, string>
    /** Rows that always fail, by their codes. */
    failing?: Record<string, Failure>
    /** What becomes of an answer on its way, by the number of the call. */
    distort?: (result: ListBatchResult, call: number) => ListBatchResult
    /** Items that no read shows. */
    hidden?: ReadonlySet<string>
  } = {},
) {
  const { failing = {}, distort = (result) => result, hidden = new Set() } = options
  const items = new Map(Object.entries(options.items ?? {}))
  const calls = { posts: 0, rows: 0, reads: 0 }

  function refusalOf(type: ListBatchType, row: BatchRow): Failure | undefined {
    const key = row.item.codes.join('/')
    const parent = row.item.codes.slice(0, -1).join('/')
    if (failing[key]) return failing[key]
    if (type === 'create' && items.has(key)) return { code: '2004', message: 'List item already exists' }
    if (type === 'create' && parent && !items.has(parent))
      return { code: '2007', message: 'List item parent does not exist' }
    if (type === 'delete' && !items.has(key)) return { code: '2003', message: 'Failed to delete list item' }
    return undefined
  }

  function post(type: ListBatchType, rows: readonly BatchRow[]): ListBatchResult {
    calls.posts += 1
    calls.rows += rows.length
    const errors: ListBatchError[] = []
    for (const row of rows) {
      const refusal = refusalOf(type, row)
      if (refusal) errors.push({ ...refusal, itemCode: row.item.codes.at(-1) ?? '' })
      else if (type === 'delete') items.delete(row.item.codes.join('/'))
      else items.set(row.item.codes.join('/'), row.item.name ?? '')
    }
    const failed = errors.length
    return distort({ succeeded: rows.length - failed, failed, errors: errors.slice(0, 10) }, calls.posts)
  }

  async function exists(rows: readonly BatchRow[]): Promise<Map<number, string>> {
    calls.reads += 1
    const found = new Map<number, string>()
    for (const { row, item } of rows) {
      const name = items.get(item.codes.join('/'))
      if (name !== undefined && !hidden.has(item.codes.join('/'))) found.set(row, name)
    }
    return found
  }

  /** Sends a batch and names what failed, as a job does. */
  async function run(type: ListBatchType, rows: readonly BatchRow[]) {
    const ends = new Map<number, BatchRowEnd>()
    await nameFailures(type, rows, post(type, rows), {
      post: async (again) => post(type, again),
      exists,
      onEnds: (told) => {
        for (const end of told) {
          if (ends.has(end.row)) throw new Error(`Row ${end.row} ended twice.`)
          ends.set(end.row, end)
        }
      },
    })
    return { ends, summary: summaryOf(ends) }
  }

  return {
    items,
    calls,
    post,
    exists,
    run,
    settle: (type: ListBatchType, rows: readonly BatchRow[]) => settleBatch(type, rows, exists),
  }
}

/** `{ done: [1, 2], '2004': [3] }`. */
function summaryOf(ends: ReadonlyMap<number, BatchRowEnd>): Record<string, number[]> {
  const summary: Record<string, number[]> = {}
  for (const end of [...ends.values()].sort((a, b) => a.row - b.row)) {
    const word = end.outcome === 'refused' ? end.code : end.outcome
    summary[word] = [...(summary[word] ?? []), end.row]
  }
  return summary
}

/** Rows by their codes, `A/X`, named after them. */
export function rowsOf(...codes: string[]): BatchRow[] {
  return codes.map((path, index) => ({
    row: index + 1,
    item: { name: `Item ${path}`, codes: path.split('/') },
  }))
}

export function numbered(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `C${String(from + index).padStart(5, '0')}`)
}
