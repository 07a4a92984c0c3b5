import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '#components/ui/classes.ts'

export const importSteps = ['file', 'columns', 'check', 'run'] as const
export type ImportStep = (typeof importSteps)[number]

const labels: Record<ImportStep, string> = { file: 'File', columns: 'Columns', check: 'Check', run: 'Run' }

interface StepTrailProps {
  step: ImportStep
  /** Steps behind can be gone back to. */
  onGo: (step: ImportStep) => void
  disabled: boolean
}

export function StepTrail({ step, onGo, disabled }: StepTrailProps) {
  const at = importSteps.indexOf(step)
  return (
    <ol aria-label="Steps of the import" className="flex flex-wrap gap-x-5 gap-y-2">
      {importSteps.map((each, index) => (
        <li key={each} aria-current={index === at ? 'step' : undefined}>
          {index < at ? (
            <button
              type="button"
              disabled={disabled}
              onClick={() => onGo(each)}
              className="flex items-center gap-2 rounded-full pr-1 text-ink-2 hover:text-ink disabled:opacity-55 max-desk:min-h-9"
            >
              <Mark look="bg-good-soft text-good">
                <Check aria-label="Done:" className="size-3.5!" />
              </Mark>
              {labels[each]}
            </button>
          ) : (
            <span
              className={classes(
                'flex items-center gap-2 pr-1 max-desk:min-h-9',
                index === at ? 'font-strong text-ink' : 'text-ink-3',
              )}
            >
              <Mark look={index === at ? 'bg-accent text-accent-ink' : 'border border-line-strong'}>
                {index + 1}
              </Mark>
              {labels[each]}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function Mark({ look, children }: { look: string; children: ReactNode }) {
  return (
    <span
      className={classes(
        'grid size-5 flex-none place-items-center rounded-full text-small tabular-nums',
        look,
      )}
    >
      {children}
    </span>
  )
}
