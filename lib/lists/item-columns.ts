import { batchItem } from './list-batch-input.ts'

/** The columns of an import file and of every file that can be imported again. */
export function itemColumns(levels: number) {
  const codes = Array.from({ length: levels }, (_, level) => `Level ${level + 1} code`)
  return {
    head: ['Name', ...codes, 'Start date', 'End date'],
    cells(item: unknown): string[] {
      const { name = '', codes: given, startDate = '', endDate = '' } = batchItem.parse(item)
      return [name, ...codes.map((_, level) => given[level] ?? ''), startDate, endDate]
    },
  }
}
