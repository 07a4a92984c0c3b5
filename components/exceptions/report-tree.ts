import type { TableBranch } from '#components/data-table/table-branch.ts'
import type { ReportException } from '#lib/contracts/exceptions.ts'
import type { Allocation, Expense, ReportSummary } from '#lib/contracts/reports.ts'
import { blockingFirst, type Level, levelOf, type Place, placeKey } from './exception-place.ts'

/** A place of the report with its exceptions and what hangs below it. */
export interface PlaceNode {
  key: string
  place: Place
  level: Level
  /** Null where Concur names an expense that it did not list. */
  expense: Expense | null
  allocation: Allocation | null
  exceptions: readonly ReportException[]
  below: readonly PlaceNode[]
}

interface Placed {
  key: string
  branch: TableBranch
}

export interface PlaceRow extends Placed {
  kind: 'place'
  node: PlaceNode
  report: ReportSummary
  /** Here and below. */
  blocking: number
  warnings: number
}

export interface ExceptionRow extends Placed {
  kind: 'exception'
  node: PlaceNode
  report: ReportSummary
  exception: ReportException
}

export type ReportRow = PlaceRow | ExceptionRow

/** Header, expenses, itemizations and allocations, each with the exceptions that stand there. Nothing that Concur named is left out. */
export function placeTree(
  reportId: string,
  expenses: readonly Expense[],
  exceptions: readonly ReportException[],
): PlaceNode[] {
  const byPlace = Map.groupBy(exceptions, placeKey)
  const here = (place: Omit<Place, 'reportId'>) => blockingFirst(byPlace.get(placeKey(place)) ?? [])
  const allocationNode = (expenseId: string, allocation: Allocation): PlaceNode => {
    const place = { reportId, expenseId, allocationId: allocation.allocationId }
    return {
      key: placeKey(place),
      place,
      level: 'allocation',
      expense: null,
      allocation,
      exceptions: here(place),
      below: [],
    }
  }
  const expenseNode = (expense: Expense): PlaceNode => {
    const { expenseId } = expense
    const place = { reportId, expenseId, allocationId: null }
    return {
      key: placeKey(place),
      place,
      level: expense.parentExpenseId === null ? 'expense' : 'itemization',
      expense,
      allocation: null,
      exceptions: here(place),
      below: [
        ...expense.allocations.map((allocation) => allocationNode(expenseId, allocation)),
        ...expenses.filter((each) => each.parentExpenseId === expenseId).map(expenseNode),
      ],
    }
  }
  const ids = new Set(expenses.map(({ expenseId }) => expenseId))
  const tops = expenses.filter(({ parentExpenseId }) => parentExpenseId === null || !ids.has(parentExpenseId))
  const header = { reportId, expenseId: null, allocationId: null }
  const tree: PlaceNode[] = [
    {
      key: placeKey(header),
      place: header,
      level: 'header',
      expense: null,
      allocation: null,
      exceptions: here(header),
      below: [],
    },
    ...tops.map(expenseNode),
  ]
  return [...tree, ...unlisted(reportId, tree, byPlace)]
}

/** Places that only the exceptions name: the expense was deleted meanwhile, or may not be read. */
function unlisted(
  reportId: string,
  tree: readonly PlaceNode[],
  byPlace: ReadonlyMap<string, ReportException[]>,
): PlaceNode[] {
  const listed = new Set(flatten(tree).map(({ key }) => key))
  return [...byPlace].flatMap(([key, exceptions]) => {
    const [first] = exceptions
    if (!first || listed.has(key)) return []
    const { expenseId, allocationId } = first
    const place = { reportId, expenseId, allocationId }
    const level = levelOf(first)
    return {
      key,
      place,
      level,
      expense: null,
      allocation: null,
      exceptions: blockingFirst(exceptions),
      below: [],
    }
  })
}

export function flatten(tree: readonly PlaceNode[]): PlaceNode[] {
  return tree.flatMap((node) => [node, ...flatten(node.below)])
}

/** `turned` are the places that a person opened or closed: by themselves those with exceptions stand open. */
export function reportRows(
  report: ReportSummary,
  tree: readonly PlaceNode[],
  turned: ReadonlySet<string>,
): ReportRow[] {
  const enter = (nodes: readonly PlaceNode[], level: number, before: number, siblings: number): ReportRow[] =>
    nodes.flatMap((node, index) => {
      const within = flatten([node]).flatMap(({ exceptions }) => exceptions)
      const blocking = within.filter(({ isBlocking }) => isBlocking).length
      const children = node.exceptions.length + node.below.length
      const opens = children > 0 && within.length > 0 !== turned.has(node.key)
      const row: PlaceRow = {
        kind: 'place',
        key: node.key,
        node,
        report,
        blocking,
        warnings: within.length - blocking,
        branch: {
          level,
          open: children > 0 ? opens : undefined,
          position: before + index + 1,
          siblings,
          remark: true,
        },
      }
      if (!opens) return [row]
      return [
        row,
        ...exceptionRows(report, node, level + 1, children),
        ...enter(node.below, level + 1, node.exceptions.length, children),
      ]
    })
  return enter(tree, 1, 0, tree.length)
}

/** A code may stand more than once at a place, once for each missing field. */
function exceptionRows(
  report: ReportSummary,
  node: PlaceNode,
  level: number,
  siblings: number,
): ExceptionRow[] {
  const seen = new Map<string, number>()
  return node.exceptions.map((exception, index) => {
    const times = seen.get(exception.exceptionCode) ?? 0
    seen.set(exception.exceptionCode, times + 1)
    const key = `${node.key}/${exception.exceptionCode}${times === 0 ? '' : `~${times}`}`
    return {
      kind: 'exception',
      key,
      node,
      report,
      exception,
      branch: { level, position: index + 1, siblings },
    }
  })
}
