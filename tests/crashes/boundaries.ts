import type { StatementHold } from './held-statements.ts'
import {
  addItem,
  approveMany,
  changeCode,
  clearMany,
  clearOne,
  decide,
  type SetUp,
  sendBatches,
} from './scenes.ts'

/** A call that Concur holds: before or after it has carried it out. */
export interface CallHold {
  call: 'write' | 'read'
  kind: 'hold' | 'hold-after-effect'
  /** So many calls of this kind pass first. */
  after?: number
  /** When Concur goes on with what it has: once the process is gone, never, or after the desk has gone on without it. */
  goesOn?: 'when gone' | 'never' | 'late'
}

/** A moment at which the process is ended. */
export interface Boundary {
  at: string
  held: StatementHold | CallHold
  /** What the other rows of the job do meanwhile. */
  others: 'stand still' | 'have not begun' | 'have ended' | 'are not stored'
  setUp: SetUp
}

interface Act {
  act: string
  boundaries: Boundary[]
}

const statement = (match: string, nth = 1): StatementHold => ({ match, nth })
const carriedOut = (match: string, nth = 1): StatementHold => ({ match, nth, when: 'after' })

// What a desk tells its database, found by the columns that it writes.
const STORE_JOB = '^insert into "jobs"'
const TAKE_JOB = '^update "jobs" set "state" = .*"attempt"'
const BEGIN_STEP = '^update "job_steps" set "state" = .*"started_at"'
const START_ROW = '^update "job_rows" set "started_at"'
const MARK_SENT = '^update "job_steps" set "sent_at"'
const CLAIM_INTENT = '^insert into "workflow_intents"'
const SETTLE_INTENT = '^update "workflow_intents" set "state"'
const AUDIT = '^insert into "audit_entries"'
const END_ROWS = 'update job_rows set outcome'
const END_STEP = '^update "job_steps" set "state" = [^,]*, "revision" = [^,]*, "ended_at"'
const END_JOB = '^update "jobs" set "paused_until" = [^,]*, "ended_at"'

export const concurHasIt: [at: string, CallHold][] = [
  ['while Concur has the call, which it never carries out', { call: 'write', kind: 'hold', goesOn: 'never' }],
  ['while Concur has the call, which it carries out all the same', { call: 'write', kind: 'hold' }],
  ['while Concur has the call, which it carries out late', { call: 'write', kind: 'hold', goesOn: 'late' }],
  ['after the effect, before the answer arrives', { call: 'write', kind: 'hold-after-effect' }],
]

const act = (name: string, setUp: SetUp, boundaries: Held[]): Act => ({
  act: name,
  boundaries: boundaries.map(([at, held]) => ({ at, held, others: othersAt(held), setUp })),
})

function othersAt(held: StatementHold | CallHold): Boundary['others'] {
  if ('call' in held) return 'stand still'
  if (held.match === STORE_JOB) return 'are not stored'
  if (held.match === TAKE_JOB) return 'have not begun'
  return held.match === END_STEP || held.match === END_JOB ? 'have ended' : 'stand still'
}

type Held = [at: string, StatementHold | CallHold]

/** A call that is audited, from the attempt to the outcome. */
const oneCall: Held[] = [
  ['after the attempt, before the call', carriedOut(AUDIT)],
  ...concurHasIt,
  ['after the answer, before the outcome is recorded', statement(AUDIT, 2)],
]
const theEnd: Held[] = [
  ['before the step’s end is stored', statement(END_STEP)],
  ['before the job’s end is stored', statement(END_JOB)],
]

const batches: Held[] = [
  ['before the job is taken', statement(TAKE_JOB)],
  ['before the first batch begins', statement(BEGIN_STEP)],
  ['before the batch is marked as sent', statement(MARK_SENT)],
  ['after that, before the attempt is recorded', statement(AUDIT)],
  ...oneCall,
  ['before the rows’ ends are stored', statement(END_ROWS)],
  ['before the batch’s end is stored', statement(END_STEP)],
  ['between two batches', statement(BEGIN_STEP, 2)],
  ['before the job’s end is stored', statement(END_JOB)],
]

/** Those at which it matters whether items are added, updated or deleted. */
const whatStands: Held[] = [...concurHasIt, ['before the rows’ ends are stored', statement(END_ROWS)]]

const naming: Held[] = [
  ['before the failures that Concur named are stored', statement(END_ROWS)],
  ['while the list is read back to name failures', { call: 'read', kind: 'hold' }],
  ['before what was read back is stored', statement(END_ROWS, 2)],
]
const resending: Held[] = [
  ['before rows are sent again to name failures', statement(AUDIT, 3)],
  ['after rows that were sent again took effect', { call: 'write', kind: 'hold-after-effect', after: 1 }],
  ['before the failures named last are stored', statement(END_ROWS, 3)],
]

/** Every moment at which a crash would find something half done, act by act. */
export const acts: Act[] = [
  act('Approve many', approveMany, [
    ['before the job is taken', statement(TAKE_JOB)],
    ['before a row is marked as started', statement(START_ROW)],
    ['while the request is read', { call: 'read', kind: 'hold' }],
    ['before the intent is committed', statement(CLAIM_INTENT)],
    ['after the intent, before the attempt is recorded', statement(AUDIT)],
    ...oneCall,
    ['before the intent is settled', statement(SETTLE_INTENT)],
    ['before the row’s end is stored', statement(END_ROWS)],
    ['between two rows', statement(START_ROW, 5)],
    ...theEnd,
  ]),
  act('Add items in batches', sendBatches('create'), batches),
  act('Add items, of which many fail', sendBatches('create', { failing: 12 }), [...naming, ...resending]),
  act('Update items in batches', sendBatches('update'), whatStands),
  act('Update items, of which many fail', sendBatches('update', { failing: 12 }), [
    ...resending.slice(0, 2),
    ['before the failures named last are stored', statement(END_ROWS, 2)],
  ]),
  act('Delete items in batches', sendBatches('delete'), whatStands),
  act('Delete items, of which many fail', sendBatches('delete', { failing: 12 }), naming.slice(1)),
  act('Change a code: delete', changeCode('delete'), [...whatStands, ...batches.slice(-2)]),
  act('Change a code: add', changeCode('create'), [
    ...concurHasIt,
    ['before the rows’ ends are stored', statement(END_ROWS, 2)],
  ]),
  act('Clear many exceptions', clearMany, [
    ['before the job is taken', statement(TAKE_JOB)],
    ['before a row is marked as started', statement(START_ROW)],
    ['after that, before the attempt is recorded', statement(AUDIT)],
    ...concurHasIt,
    ['while the report is read back', { call: 'read', kind: 'hold' }],
    ['before the row’s end is stored', statement(END_ROWS)],
    ['between two rows', statement(START_ROW, 5)],
    ...theEnd,
  ]),
  act('Approve one', decide('approve'), [
    ['before the intent is committed', statement(CLAIM_INTENT)],
    ['after the intent, before the attempt is recorded', statement(AUDIT)],
    ...oneCall,
    ['before the intent is settled', statement(SETTLE_INTENT)],
  ]),
  act('Send one back', decide('send back'), concurHasIt),
  act('Clear one exception', clearOne, [
    ['before the attempt is recorded', statement(AUDIT)],
    ...concurHasIt,
    ['while the report is read back', { call: 'read', kind: 'hold' }],
    ['after the answer, before the outcome is recorded', statement(AUDIT, 2)],
  ]),
  act('Add one item', addItem, [
    ['before the job is stored', statement(STORE_JOB)],
    ...concurHasIt,
    ['before the row’s end is stored', statement(END_ROWS)],
  ]),
]
