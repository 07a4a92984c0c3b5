import { classes } from '#components/ui/classes.ts'
import { formatCount, formatDuration } from '#components/ui/format.ts'
import type { Tone } from '#components/ui/tone.ts'
import type { Job, JobStep } from '#lib/contracts/jobs.ts'
import { operationWords } from './job-words.ts'

const looks: Record<Tone, string> = {
  good: 'border-transparent bg-good-soft text-good',
  warn: 'border-transparent bg-warn-soft text-warn',
  bad: 'border-transparent bg-bad-soft text-bad',
  neutral: 'border-line text-ink-2',
  accent: 'border-accent text-accent ring-1 ring-accent',
}

interface JobStepsProps {
  job: Job
  chosen: number | null
  onChoose: (step: number | null) => void
}

/** One cell a batch, as they go to Concur. A cell shows its rows. */
export function JobSteps({ job, chosen, onChoose }: JobStepsProps) {
  const mixed = new Set(job.steps.map((step) => step.operation)).size > 1
  return (
    <ol
      aria-label="Batches"
      className="-mx-0.5 grid gap-1.5 p-0.5 max-desk:auto-cols-[96px] max-desk:grid-flow-col max-desk:overflow-x-auto desk:max-h-56 desk:grid-cols-[repeat(auto-fill,minmax(92px,1fr))] desk:overflow-y-auto"
    >
      {job.steps.map((step) => {
        const { tone, words } = lookOf(step)
        return (
          <li key={step.index} className="grid">
            <button
              type="button"
              aria-pressed={chosen === step.index}
              title={took(step)}
              onClick={() => onChoose(chosen === step.index ? null : step.index)}
              className={classes(
                'grid min-h-11 content-center rounded-md border px-2.5 py-1 text-left text-small transition-colors duration-150',
                looks[tone],
                chosen === step.index && 'outline-2 outline-offset-1 outline-accent',
              )}
            >
              <span className="flex justify-between gap-1 text-ink tabular-nums">
                {formatCount(step.index)}
                {mixed && step.operation ? (
                  <span className="text-ink-2">{operationWords(step.operation)}</span>
                ) : null}
              </span>
              <span className="truncate tabular-nums">{words}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

function lookOf({ state, counts }: JobStep): { tone: Tone; words: string } {
  const { total, succeeded, failed, unknown, notSent } = counts
  if (state === 'running') return { tone: 'accent', words: 'sending…' }
  if (state === 'paused') return { tone: 'warn', words: 'paused' }
  if (state === 'queued') return { tone: 'neutral', words: `${formatCount(total)} wait` }
  if (notSent === total) return { tone: 'neutral', words: 'not sent' }
  const not = failed + notSent
  if (not > 0) return { tone: 'bad', words: `${formatCount(succeeded)}, ${formatCount(not + unknown)} not` }
  if (unknown > 0) return { tone: 'warn', words: `${formatCount(unknown)} unknown` }
  return { tone: 'good', words: `${formatCount(succeeded)} done` }
}

function took({ index, startedAt, endedAt }: JobStep): string {
  if (!startedAt || !endedAt) return `Show the rows of batch ${index}`
  return `Batch ${index} took ${formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}. Show its rows`
}
