import { Pill } from '#components/ui/pill.tsx'
import type { Job, RowOutcome } from '#lib/contracts/jobs.ts'
import { outcomeWords, wordsOfJob } from './job-words.ts'

export function JobPill({ job }: { job: Pick<Job, 'state' | 'counts'> }) {
  const { label, tone, icon } = wordsOfJob(job)
  return (
    <Pill tone={tone} icon={icon}>
      {label}
    </Pill>
  )
}

export function OutcomePill({ outcome }: { outcome: RowOutcome }) {
  const { label, tone, icon } = outcomeWords[outcome]
  return (
    <Pill tone={tone} icon={icon}>
      {label}
    </Pill>
  )
}
