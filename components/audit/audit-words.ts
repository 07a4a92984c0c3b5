import { CircleCheck, CircleDashed, CircleHelp, type LucideIcon, OctagonAlert } from 'lucide-react'
import type { Tone } from '#components/ui/tone.ts'
import type { AuditPhase, AuditVerb } from '#lib/contracts/audit.ts'

export const verbWords: Record<AuditVerb, string> = {
  approve: 'Approve',
  'send-back': 'Send back',
  recall: 'Recall',
  create: 'Create',
  delete: 'Delete',
  'add-exception': 'Add exception',
  'clear-exception': 'Clear exception',
  update: 'Update',
  'sign-in': 'Sign in',
  'sign-out': 'Sign out',
  'sign-out-everywhere': 'Sign out everywhere',
  disconnect: 'Disconnect',
}

interface PhaseWords {
  label: string
  tone: Tone
  icon: LucideIcon
  sentence: string
}

export const phaseWords: Record<AuditPhase, PhaseWords> = {
  done: { label: 'Done', tone: 'good', icon: CircleCheck, sentence: 'Concur confirmed it.' },
  refused: {
    label: 'Refused',
    tone: 'bad',
    icon: OctagonAlert,
    sentence: 'Concur refused it. Nothing was changed.',
  },
  unknown: {
    label: 'Unknown',
    tone: 'warn',
    icon: CircleHelp,
    sentence: 'Nobody can say whether it was carried out. Look at it in Concur.',
  },
  attempt: {
    label: 'No outcome yet',
    tone: 'neutral',
    icon: CircleDashed,
    sentence: 'It was begun. Its outcome is not written yet.',
  },
}
