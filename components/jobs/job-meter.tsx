import { Meter } from '#components/ui/meter.tsx'
import type { Job } from '#lib/contracts/jobs.ts'

export function JobMeter({ job: { title, counts } }: { job: Job }) {
  return (
    <Meter
      label={title}
      total={counts.total}
      segments={[
        { tone: 'good', value: counts.succeeded, label: 'done' },
        { tone: 'warn', value: counts.unknown, label: 'unknown' },
        { tone: 'bad', value: counts.failed, label: 'refused' },
        { tone: 'neutral', value: counts.notSent, label: 'not sent' },
      ]}
    />
  )
}
