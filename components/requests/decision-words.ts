import type { DecisionAction } from './requests.queries.ts'

export const actionLabels: Record<DecisionAction, string> = {
  approve: 'Approve',
  'send-back': 'Send back',
  recall: 'Recall',
}

export const pastWords: Record<DecisionAction, string> = {
  approve: 'approved',
  'send-back': 'sent back',
  recall: 'recalled',
}

/** Concur keeps no longer one. */
export const MOST_IN_COMMENT = 2000
