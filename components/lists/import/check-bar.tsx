import { lazy, Suspense, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { saveCsv } from '#lib/browser/save-csv.ts'
import type { List, ListRow } from '#lib/contracts/lists.ts'
import { problemsCsv } from './item-csv.ts'
import type { CheckedImport } from './use-check.ts'

const DeleteConfirmation = lazy(() =>
  import('./delete-confirmation.tsx').then((module) => ({ default: module.DeleteConfirmation })),
)

interface CheckBarProps {
  list: List
  checked: CheckedImport
  edits: ReadonlyMap<number, ListRow>
  onCheckAgain: () => void
  onRun: () => void
  running: boolean
}

/** What can be done with the check: once rows were changed they are checked again before anything runs. */
export function CheckBar({ list, checked, edits, onCheckAgain, onRun, running }: CheckBarProps) {
  const [confirming, setConfirming] = useState(false)
  const { plan, problems, rowsWithProblems, difference } = checked.answer
  const changed = edits !== checked.wanted.edits
  const deletes = checked.operation === 'delete'
  return (
    <>
      {changed ? (
        <Button variant="primary" size="thumb" onClick={onCheckAgain}>
          Check again
        </Button>
      ) : (
        <Button
          variant="primary"
          size="thumb"
          disabled={plan.rows === 0}
          pending={running}
          onClick={deletes ? () => setConfirming(true) : onRun}
        >
          {runWords(plan)}
        </Button>
      )}
      {problems.length > 0 ? (
        <Button
          size="thumb"
          onClick={() => {
            const itemOf = (row: number) => edits.get(row) ?? checked.items.get(row)
            saveCsv(`${list.name} problems.csv`, problemsCsv(problems, itemOf, list.levels))
          }}
        >
          Download problems
        </Button>
      ) : null}
      <p role="status" className="text-ink-2">
        {changed
          ? 'You changed rows after the check. Nothing has been sent to Concur yet.'
          : plan.rows === 0
            ? nothingToRun(rowsWithProblems)
            : `Nothing has been sent to Concur yet.${rowsWithProblems > 0 ? ` ${rowsStay(rowsWithProblems)}` : ''}`}
      </p>
      <Suspense>
        {confirming ? (
          <DeleteConfirmation
            listName={list.name}
            rows={difference.remove}
            pending={running}
            onConfirm={onRun}
            onClose={() => setConfirming(false)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

function runWords({ rows, batches }: { rows: number; batches: number }): string {
  if (rows === 0) return 'Nothing to run'
  return `Run ${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'} in ${formatCount(batches)} ${batches === 1 ? 'batch' : 'batches'}`
}

function nothingToRun(rowsWithProblems: number): string {
  return rowsWithProblems > 0
    ? 'No row can be sent as it is: fix the problems, then check again.'
    : 'The list holds all of this already.'
}

function rowsStay(count: number): string {
  return count === 1
    ? 'The row with a problem stays here.'
    : `The ${formatCount(count)} rows with problems stay here.`
}
