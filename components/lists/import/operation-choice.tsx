import { Checkbox } from '#components/ui/checkbox.tsx'
import { classes } from '#components/ui/classes.ts'
import type { ListOperation } from '#lib/contracts/lists.ts'
import { listOperations } from '#lib/contracts/vocabulary.ts'
import { operationWords } from './operation-words.ts'

const order = ['merge', ...listOperations.filter((operation) => operation !== 'merge')] as const

interface OperationChoiceProps {
  operation: ListOperation
  withChildren: boolean
  levels: number
  onChange: (operation: ListOperation, withChildren: boolean) => void
}

export function OperationChoice({ operation, withChildren, levels, onChange }: OperationChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-strong text-ink-2">What the rows are for</legend>
      <div className="grid gap-2 desk:grid-cols-2 wide:grid-cols-4">
        {order.map((each) => (
          <label
            key={each}
            className={classes(
              'flex items-start gap-2.5 rounded-lg border px-3 py-2.5 focus-within:outline-2 focus-within:outline-accent',
              each === operation
                ? 'border-accent bg-accent-soft'
                : 'border-line-strong bg-surface hover:bg-canvas',
            )}
          >
            <input
              type="radio"
              name="operation"
              value={each}
              checked={each === operation}
              onChange={() => onChange(each, withChildren)}
              className="mt-1 accent-accent outline-none"
            />
            <span className="grid gap-0.5">
              <span className="font-strong">{operationWords[each].label}</span>
              <span className="text-small text-ink-2">{operationWords[each].description}</span>
            </span>
          </label>
        ))}
      </div>
      {operation === 'delete' && levels > 1 ? (
        <Checkbox
          className="mt-3"
          checked={withChildren}
          onChange={(event) => onChange(operation, event.target.checked)}
        >
          Delete what hangs below these items too
        </Checkbox>
      ) : null}
    </fieldset>
  )
}
