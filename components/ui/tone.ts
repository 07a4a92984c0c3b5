import { CircleCheck, CircleHelp, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'

/** Good: Concur confirmed it. Warn: look at it. Bad: blocks or failed. */
export type Tone = 'good' | 'warn' | 'bad' | 'neutral' | 'accent'

export const softLook: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  neutral: 'bg-tint text-ink-2',
  accent: 'bg-accent-soft text-accent',
}

/** The mark that goes with a colour, since colour never stands alone. */
export const toneIcon: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonAlert,
  neutral: Info,
  accent: CircleHelp,
}
