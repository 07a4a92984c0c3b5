import { useState } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatCount } from '#components/ui/format.ts'
import type { List, ListRow } from '#lib/contracts/lists.ts'
import { ChangedCodes } from './changed-codes.tsx'
import { CheckFigures, type CheckView } from './check-figures.tsx'
import { ExampleTable } from './example-table.tsx'
import { ProblemTable } from './problem-table.tsx'
import type { CheckedImport } from './use-check.ts'

interface CheckStepProps {
  list: List
  checked: CheckedImport
  edits: ReadonlyMap<number, ListRow>
  onEdit: (changed: ReadonlyMap<number, ListRow>) => void
}

/** The difference first, then only the problems. A figure shows the rows behind it. */
export function CheckStep({ list, checked, edits, onEdit }: CheckStepProps) {
  const { answer } = checked
  const [chosen, setChosen] = useState<CheckView | null>(null)
  const view = chosen ?? firstView(checked)
  const { shown, total } = countsOf(view, checked)
  return (
    <>
      <div className="grid flex-none gap-4 px-3.5 pb-3 desk:px-6">
        <CheckFigures answer={answer} view={view} onChange={setChosen} />
        <h2 className="empty:hidden">
          {headings[view]}
          {shown < total ? (
            <span className="font-normal text-ink-3">
              {' '}
              · the first {formatCount(shown)} of {formatCount(total)}
            </span>
          ) : null}
        </h2>
      </div>
      <div className="flex min-h-0 flex-1 flex-col desk:px-6">
        {view === 'changed-codes' ? (
          <ChangedCodes list={list} changes={answer.changedCodes} />
        ) : view === 'problems' ? (
          answer.problemCount === 0 ? (
            <EmptyState title="No problems">Every row can be sent as it is.</EmptyState>
          ) : (
            <ProblemTable list={list} checked={checked} edits={edits} onEdit={onEdit} />
          )
        ) : (
          <ExampleTable key={view} label={`${headings[view]}: ${list.name}`} checked={checked} view={view} />
        )}
      </div>
    </>
  )
}

const headings: Record<CheckView, string> = {
  problems: 'Problems: fix them here, or run without these rows',
  add: 'Rows that add an item',
  rename: 'Rows that give an item another name',
  redate: 'Rows that give an item dates. Concur does not tell the dates of today.',
  remove: 'Items that are deleted',
  'changed-codes': 'Rows that look like items of today under another code',
}

function countsOf(view: CheckView, { answer }: CheckedImport): { shown: number; total: number } {
  if (view === 'problems') return { shown: answer.problems.length, total: answer.problemCount }
  if (view === 'changed-codes')
    return { shown: answer.changedCodes.length, total: answer.changedCodes.length }
  return { shown: answer.examples[view].length, total: answer.difference[view] }
}

function firstView({ answer: { problemCount, difference, examples } }: CheckedImport): CheckView {
  if (problemCount > 0) return 'problems'
  const kinds = ['rename', 'remove', 'add', 'redate'] as const
  return kinds.find((kind) => difference[kind] > 0 && examples[kind].length > 0) ?? 'problems'
}
