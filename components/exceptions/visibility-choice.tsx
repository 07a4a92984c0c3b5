import { classes } from '#components/ui/classes.ts'
import type { ExceptionVisibility } from '#lib/contracts/exceptions.ts'
import { exceptionVisibilities } from '#lib/contracts/vocabulary.ts'
import { visibilityWords } from './exception-words.ts'

interface VisibilityChoiceProps {
  chosen: ExceptionVisibility
  onChange: (visibility: ExceptionVisibility) => void
}

export function VisibilityChoice({ chosen, onChange }: VisibilityChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-strong text-ink-2">Who sees it</legend>
      <div className="grid gap-2">
        {exceptionVisibilities.map((visibility) => (
          <label
            key={visibility}
            className={classes(
              'flex items-start gap-2.5 rounded-lg border px-3 py-2 focus-within:outline-2 focus-within:outline-accent',
              visibility === chosen
                ? 'border-accent bg-accent-soft'
                : 'border-line-strong bg-surface hover:bg-canvas',
            )}
          >
            <input
              type="radio"
              name="exceptionVisibility"
              value={visibility}
              checked={visibility === chosen}
              onChange={() => onChange(visibility)}
              className="mt-1 accent-accent outline-none"
            />
            <span className="grid">
              <span className="font-strong">{visibilityWords[visibility].short}</span>
              <span className="text-small text-ink-2">{visibilityWords[visibility].whole}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
