import { formatFigure } from '#components/ui/format.ts'
import { levelWords } from './exception-words.ts'
import type { PlaceNode } from './report-tree.ts'

/** A place in words: the kind of thing it is, and what tells it from others of its kind. */
export function placeWords({ level, expense, allocation, place }: PlaceNode): {
  name: string
  detail: string
} {
  if (level === 'header') return { name: 'Report header', detail: '' }
  if (allocation) {
    const share = allocation.percentage === null ? '' : `${formatFigure(allocation.percentage)} %`
    const what = allocation.label ?? allocation.accountCode ?? ''
    return { name: 'Allocation', detail: [what, share].filter(Boolean).join(' · ') }
  }
  if (expense) {
    const name = expense.type ?? levelWords[level]
    return level === 'itemization'
      ? { name: 'Itemization', detail: [name, expense.vendor].filter(Boolean).join(' · ') }
      : { name, detail: expense.vendor ?? '' }
  }
  return { name: levelWords[level], detail: place.allocationId ?? place.expenseId ?? '' }
}

/** "Hotel, Harbor Inn" */
export function placeTitle(node: PlaceNode): string {
  const { name, detail } = placeWords(node)
  return [name, detail].filter(Boolean).join(', ')
}
