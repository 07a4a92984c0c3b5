import { classes } from './classes.ts'
import type { Tone } from './tone.ts'

const fills: Record<Tone, string> = {
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  neutral: 'bg-ink-3',
  accent: 'bg-accent',
}

export interface MeterProps {
  label: string
  total: number
  segments: readonly { tone: Tone; value: number; label: string }[]
}

/** How much of a whole has ended, and how. The rest stays empty. */
export function Meter({ label, total, segments }: MeterProps) {
  const ended = segments.reduce((sum, segment) => sum + segment.value, 0)
  const words = segments
    .filter((segment) => segment.value > 0)
    .map((segment) => `${segment.value} ${segment.label}`)
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> draws one value, this one draws several
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={ended}
      aria-valuetext={`${words.join(', ') || 'nothing yet'} of ${total}`}
      className="flex h-1.5 gap-px overflow-hidden rounded-full bg-tint"
    >
      {segments.map((segment) =>
        segment.value > 0 ? (
          <span
            key={segment.label}
            className={classes('min-w-1 transition-[width] duration-150', fills[segment.tone])}
            style={{ width: `${(100 * segment.value) / Math.max(total, 1)}%` }}
          />
        ) : null,
      )}
    </div>
  )
}
