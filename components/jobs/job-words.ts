import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CirclePause,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
} from 'lucide-react'
import { formatCount, formatDuration, formatInstant } from '#components/ui/format.ts'
import type { Tone } from '#components/ui/tone.ts'
import type { Job, JobState, RowOutcome } from '#lib/contracts/jobs.ts'

interface Words {
  label: string
  tone: Tone
  icon: LucideIcon
}

export const stateWords: Record<JobState, Words> = {
  queued: { label: 'Waits', tone: 'neutral', icon: CircleDashed },
  running: { label: 'Running', tone: 'accent', icon: LoaderCircle },
  paused: { label: 'Paused', tone: 'warn', icon: CirclePause },
  done: { label: 'Ended', tone: 'good', icon: CircleCheck },
  failed: { label: 'Failed', tone: 'bad', icon: OctagonAlert },
  cancelled: { label: 'Cancelled', tone: 'neutral', icon: Ban },
}

/** A job that came to its end is good only when every row is. */
export function wordsOfJob({ state, counts }: Pick<Job, 'state' | 'counts'>): Words {
  if (state !== 'done') return stateWords[state]
  if (counts.unknown > 0) return { label: 'Needs review', tone: 'warn', icon: CircleHelp }
  if (counts.failed + counts.notSent > 0)
    return { label: 'Ended, not all done', tone: 'warn', icon: CircleMinus }
  return { label: 'All done', tone: 'good', icon: CircleCheck }
}

export const outcomeWords: Record<RowOutcome, Words> = {
  pending: { label: 'To go', tone: 'neutral', icon: CircleDashed },
  done: { label: 'Done', tone: 'good', icon: CircleCheck },
  refused: { label: 'Refused', tone: 'bad', icon: OctagonAlert },
  unknown: { label: 'Unknown', tone: 'warn', icon: CircleHelp },
  'not-sent': { label: 'Not sent', tone: 'neutral', icon: CircleMinus },
}

/** Rows that did not end as done: what a person has to look at. */
export const notDone = ['refused', 'unknown', 'not-sent'] as const satisfies readonly RowOutcome[]

const operations = new Map([
  ['create', 'Add'],
  ['update', 'Update'],
  ['delete', 'Delete'],
])

export const operationWords = (operation: string): string => operations.get(operation) ?? operation

/** What a person wants to know next. */
export function sentenceOf(job: Job, now: number): string {
  if (job.state === 'queued')
    return `${job.reason ?? 'It starts in a moment.'} You can close this page: the job goes on.`
  if (job.state === 'running') return `${withConcur(job, now)}You can close this page: the job goes on.`
  if (job.state === 'paused') {
    const until = job.pausedUntil ? ` It goes on at ${formatInstant(job.pausedUntil, 'time')} by itself.` : ''
    return `${job.reason ?? 'Concur is busy.'}${until} You can close this page.`
  }
  if (job.state === 'failed')
    return `${job.reason ?? 'It could not go on.'} Rows that were not sent are named below; nothing was changed for them.`
  if (job.state === 'cancelled')
    return `${job.reason ? `${job.reason} ` : ''}${job.endedAt ? 'What was with Concur has ended' : 'What is with Concur ends now'}. The others were not sent.`
  return endOf(job)
}

function endOf({ counts, createdAt, endedAt }: Job): string {
  const took = endedAt ? ` in ${formatDuration(Date.parse(endedAt) - Date.parse(createdAt))}` : ''
  if (counts.unknown > 0)
    return `Ended${took}. Nobody can say whether ${formatCount(counts.unknown)} of the rows were carried out: open them and look.`
  if (counts.failed + counts.notSent > 0) return `Ended${took}. The rows below say why they were not done.`
  return `Concur confirmed every row${took}.`
}

function withConcur({ steps }: Job, now: number): string {
  const step = steps.find(({ state }) => state === 'running')
  if (!step || steps.length < 2) return ''
  const since = step.startedAt ? ` since ${formatDuration(now - Date.parse(step.startedAt))}` : ''
  return `Batch ${formatCount(step.index)} of ${formatCount(steps.length)} is with Concur${since}. `
}

/** Null while too little has ended to tell. */
export function paceOf(job: Job, now: number): { perSecond: number; leftMs: number } | null {
  const { counts, startedAt, state } = job
  const ended = counts.total - counts.pending
  const elapsed = now - Date.parse(startedAt ?? '')
  if (state !== 'running' || ended < 5 || counts.pending === 0 || !(elapsed > 2_000)) return null
  const perSecond = ended / (elapsed / 1_000)
  return { perSecond, leftMs: (counts.pending / perSecond) * 1_000 }
}
