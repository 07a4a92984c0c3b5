import { classes } from '#components/ui/classes.ts'
import { type View, views } from './exceptions-url-state.ts'

const viewWords: Record<View, string> = { codes: 'By code', reports: 'By report', picture: 'Picture' }

export function ViewSwitch({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one of several controls in a bar
    <div
      role="group"
      aria-label="View"
      className="flex flex-none rounded-md border border-line-strong bg-sunken p-0.5 max-desk:w-full"
    >
      {views.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === view}
          onClick={() => onView(each)}
          className={classes(
            'h-6.25 rounded px-2.5 font-strong max-desk:h-9 max-desk:flex-1',
            each === view ? 'bg-raised text-ink ring-1 ring-line-strong' : 'text-ink-2 hover:text-ink',
          )}
        >
          {viewWords[each]}
        </button>
      ))}
    </div>
  )
}
