import { useState } from 'react'
import { classes } from '#components/ui/classes.ts'
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
  onEdit: (row: number, item: ListRow) => void
}

/** The difference first, then only the problems. A figure shows the rows behind it. */
export function CheckStep({ list, checked, edits, onEdit }: CheckStepProps) {
  const { answer } = checked
  const [chosen, setChosen] = useState<CheckView | null>(null)
  const view = chosen ?? firstView(checked)
  return (
    <>
      <div className="grid flex-none gap-4 px-3.5 pb-3 desk:px-6">
        <CheckFigures answer={answer} view={view} onChange={setChosen} />
        {view === 'problems' && answer.problemCount > 0 ? (
          <h2>
            Problems: fix them here, or run without these rows
            {answer.problems.length < answer.problemCount ? (
              <span className="font-normal text-ink-3">
                {' '}
                · the first {formatCount(answer.problems.length)} of {formatCount(answer.problemCount)}
              </span>
            ) : null}
          </h2>
        ) : null}
      </div>
      <div className={classes('flex min-h-0 flex-1 flex-col desk:px-2.5')}>
        {view === 'changed-codes' ? (
          <ChangedCodes list={list} changes={answer.changedCodes} />
        ) : view === 'problems' ? (
          answer.problemCount === 0 ? (
            <EmptyState title="No problems">Every row can be sent as it is.</EmptyState>
          ) : (
            <ProblemTable list={list} checked={checked} edits={edits} onEdit={onEdit} />
          )
        ) : (
          <ExampleTable key={view} list={list} checked={checked} view={view} />
        )}
      </div>
    </>
  )
}

function firstView({ answer: { problemCount, difference, examples } }: CheckedImport): CheckView {
  if (problemCount > 0) return 'problems'
  const kinds = ['rename', 'remove', 'add', 'redate'] as const
  return kinds.find((kind) => difference[kind] > 0 && examples[kind].length > 0) ?? 'problems'
}
