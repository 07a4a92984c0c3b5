import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatInstant } from '#components/ui/format.ts'
import { Pill } from '#components/ui/pill.tsx'
import type { AuditPhase } from '#lib/contracts/audit.ts'
import { phaseWords, verbWords } from './audit-words.ts'
import type { Act } from './fold-acts.ts'

export function PhasePill({ phase }: { phase: AuditPhase }) {
  const { label, tone, icon } = phaseWords[phase]
  return (
    <Pill tone={tone} icon={icon}>
      {label}
    </Pill>
  )
}

const muted = (text: string) => <span className="text-ink-2">{text}</span>

export const auditColumns: readonly TableColumn<Act>[] = [
  {
    id: 'at',
    header: 'When',
    width: '104px',
    cell: ({ last }) => <span className="text-ink-2 tabular-nums">{formatInstant(last.at, 'short')}</span>,
    hover: ({ last }) => formatInstant(last.at, 'exact'),
  },
  {
    id: 'person',
    header: 'Who',
    width: 'minmax(96px, 0.7fr)',
    cell: ({ last }) => last.person.name,
    hover: ({ last }) => last.person.login,
  },
  {
    id: 'verb',
    header: 'What',
    width: '124px',
    cell: ({ last }) => <b className="font-strong">{verbWords[last.verb]}</b>,
  },
  {
    id: 'object',
    header: 'On what',
    width: 'minmax(140px, 1.2fr)',
    cell: ({ last }) => last.object.label || last.object.key,
    hover: ({ last }) => last.object.key,
  },
  { id: 'phase', header: 'Outcome', width: '128px', cell: ({ last }) => <PhasePill phase={last.phase} /> },
  {
    id: 'message',
    header: 'What was said',
    width: 'minmax(120px, 1.6fr)',
    cell: ({ last }) => muted(last.message),
    hover: ({ last }) => last.message || undefined,
  },
]

/** Two lines on a phone. */
export function CompactAct({ act: { last } }: { act: Act }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
      <span className="truncate font-strong">
        {verbWords[last.verb]} {last.object.label || last.object.key}
      </span>
      <span className="justify-self-end">
        <PhasePill phase={last.phase} />
      </span>
      <span className="truncate text-small text-ink-2">{last.person.name}</span>
      <span className="figures text-small text-ink-3">{formatInstant(last.at, 'short')}</span>
    </div>
  )
}
