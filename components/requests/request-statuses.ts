import type { RequestStatus } from '#lib/contracts/requests.ts'

interface StatusWords {
  /** In the status select. */
  label: string
  /** Beside the title: "24 wait for you". */
  count: (count: string, one: boolean) => string
  /** Of an empty list. */
  empty: string
  /** What else the person may want to look at then. */
  emptyAdvice: string
}

/** Concur's nine status values in plain words. `TOAPPROVE` and `APPROVED` are read from the approver's side, the others from the owner's. */
export const statusWords: Record<RequestStatus, StatusWords> = {
  TOAPPROVE: {
    label: 'Waiting for me',
    count: (count, one) => `${count} ${one ? 'waits' : 'wait'} for you`,
    empty: 'Nothing waits for you',
    emptyAdvice: 'New requests appear here as soon as Concur routes them to you.',
  },
  APPROVED: {
    label: 'Approved by me',
    count: (count) => `${count} approved by you`,
    empty: 'You have approved nothing yet',
    emptyAdvice: 'Requests that you approve are kept here.',
  },
  ACTIVE: {
    label: 'Active',
    count: (count) => `${count} active`,
    empty: 'No active requests',
    emptyAdvice: 'Active are all requests that are neither closed nor canceled.',
  },
  UNSUBMITTED: {
    label: 'Unsubmitted',
    count: (count) => `${count} not submitted`,
    empty: 'No unsubmitted requests',
    emptyAdvice: 'Requests that were sent back or recalled come back here until they are submitted again.',
  },
  SUBMITTED: {
    label: 'Submitted',
    count: (count) => `${count} submitted`,
    empty: 'No submitted requests',
    emptyAdvice: 'Submitted are all requests that left their owner’s hands.',
  },
  PENDING: {
    label: 'Pending',
    count: (count) => `${count} pending approval`,
    empty: 'No requests are pending',
    emptyAdvice: 'Pending are submitted requests whose approval is still open.',
  },
  VALIDATED: {
    label: 'Validated',
    count: (count) => `${count} validated`,
    empty: 'No validated requests',
    emptyAdvice: 'Validated are requests that passed every approval.',
  },
  CANCELED: {
    label: 'Canceled',
    count: (count) => `${count} canceled`,
    empty: 'No canceled requests',
    emptyAdvice: 'Requests that were withdrawn for good are kept here.',
  },
  CLOSED: {
    label: 'Closed',
    count: (count) => `${count} closed`,
    empty: 'No closed requests',
    emptyAdvice: 'Requests whose travel is settled are kept here.',
  },
}

/** With these two, Concur takes the login as the approver's. */
export function loginIsApprovers(status: RequestStatus): boolean {
  return status === 'TOAPPROVE' || status === 'APPROVED'
}
