import { dayAfter } from '../clock.ts'
import type {
  CashAdvance,
  Employee,
  RequestComment,
  StatusKey,
  TravelRequest,
  WorkflowStep,
} from '../travel-requests/entities.ts'
import { amount, type CurrencyCode, exchangeRate, priceIn } from './currencies.ts'
import { EMPLOYEES, HANA, MIRA_TRAVELS, OTHER_APPROVERS } from './employees.ts'
import { seedEntries, type Trip } from './entries.ts'
import { HEADER_EXCEPTIONS, missingFields } from './exceptions.ts'
import { APPROVER_REMARKS, OCCASIONS, PLACES, REMARKS } from './places.ts'
import { type Random, randomFor } from './random.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Everybody's requests beside those that wait for Mira and her own. */
const OTHERS = 1146
const OWN: readonly StatusKey[] = [
  'Q_NOTF',
  'Q_NOTF',
  'Q_RESU',
  'Q_RESU',
  'Q_PEND',
  'Q_PEND',
  'Q_PEND',
  'Q_PEND',
  'Q_APPR',
  'Q_APPR',
  'Q_APPR',
  'Q_CLSD',
]

type Plan = { index: number; status: StatusKey; owner: Employee; approvers: Employee[]; approved: number }

/** The same seed and day give the same requests; how many wait for Mira changes none of the others. */
export function seedTravelRequests(seed: number, pendingForApprover: number, today: number): TravelRequest[] {
  const plans: Plan[] = [
    ...ownRequests(),
    ...requestsOfOthers(seed),
    ...waitingForMira(seed, pendingForApprover),
  ]
  return plans.map((plan) => seedTravelRequest(randomFor(seed, 'request', plan.index), plan, today))
}

function ownRequests(): Plan[] {
  return OWN.map((status, at) => ({
    index: at,
    status,
    owner: MIRA_TRAVELS,
    approvers: at % 2 === 0 ? [HANA] : [HANA, OTHER_APPROVERS[1] ?? HANA],
    approved: status === 'Q_APPR' || status === 'Q_CLSD' ? 2 : 0,
  }))
}

function requestsOfOthers(seed: number): Plan[] {
  return Array.from({ length: OTHERS }, (_, at) => {
    const random = randomFor(seed, 'plan', at)
    const status = statusAt(random.next())
    const owner = random.pick(EMPLOYEES)
    const first = random.pick(OTHER_APPROVERS)
    const second = OTHER_APPROVERS.find((approver) => approver !== first) ?? HANA
    if (status === 'Q_PEND') {
      // Some of Mira's staff are already past her and wait for the second approver.
      if (random.chance(0.2))
        return { index: 100 + at, status, owner, approvers: [MIRA_TRAVELS, HANA], approved: 1 }
      return {
        index: 100 + at,
        status,
        owner,
        approvers: random.chance(0.3) ? [first, second] : [first],
        approved: 0,
      }
    }
    const approvers = random.chance(0.35) ? [MIRA_TRAVELS] : random.chance(0.25) ? [first, second] : [first]
    return {
      index: 100 + at,
      status,
      owner,
      approvers,
      approved: status === 'Q_APPR' || status === 'Q_CLSD' ? 2 : 0,
    }
  })
}

function statusAt(roll: number): StatusKey {
  if (roll < 0.12) return 'Q_NOTF'
  if (roll < 0.2) return 'Q_RESU'
  if (roll < 0.5) return 'Q_PEND'
  if (roll < 0.88) return 'Q_APPR'
  return roll < 0.94 ? 'Q_CANC' : 'Q_CLSD'
}

/** Every third goes on to a second approver once Mira has approved. */
function waitingForMira(seed: number, count: number): Plan[] {
  return Array.from({ length: count }, (_, at) => ({
    index: 100_000 + at,
    status: 'Q_PEND',
    owner: randomFor(seed, 'waiting', at).pick(EMPLOYEES),
    approvers: at % 3 === 2 ? [MIRA_TRAVELS, HANA] : [MIRA_TRAVELS],
    approved: 0,
  }))
}

function seedTravelRequest(random: Random, plan: Plan, today: number): TravelRequest {
  const { status, owner } = plan
  const live = status === 'Q_PEND' || status === 'Q_NOTF' || status === 'Q_RESU'
  const submittedAgo = live ? random.int(20, 14 * 1440) : random.int(15 * 1440, 300 * 1440)
  const enteredAt = today - submittedAgo * MINUTE
  const createdAt = enteredAt - random.int(30, 4 * 1440) * MINUTE
  const wasSubmitted = status !== 'Q_NOTF'
  const submittedAt = wasSubmitted ? enteredAt : undefined
  const decidedAt = Math.min(today - 5 * MINUTE, enteredAt + random.int(60, 3 * 1440) * MINUTE)

  const to = elsewhere(random, owner)
  const days = random.pick([1, 2, 3, 3, 4, 5, 5, 7, 10])
  const startsAt = Math.floor((live ? today : enteredAt) / DAY) * DAY + random.int(live ? 3 : 16, 55) * DAY
  const withExceptions = random.chance(0.22)
  const trip: Trip = { owner, to, startsAt, days, writtenAt: createdAt, withExceptions }
  const entries = seedEntries(random, trip)
  const [occasion, purpose] = random.pick(OCCASIONS)
  const unfinished = status === 'Q_NOTF' && random.chance(0.35)

  const steps = seedSteps(random, plan, decidedAt)
  const comments = seedComments(random, plan, createdAt, decidedAt)
  const modifiedAt = Math.max(
    createdAt,
    submittedAt ?? 0,
    ...comments.map(({ at }) => at),
    lastApproval(steps) ?? 0,
  )
  return {
    key: random.key(),
    id: requestId(plan.index),
    name: `${occasion}, ${to.city}`,
    purpose,
    owner,
    status,
    createdAt,
    submittedAt,
    authorizedAt: status === 'Q_APPR' || status === 'Q_CLSD' ? lastApproval(steps) : undefined,
    modifiedAt,
    approvalLimitAt: random.chance(0.6) ? startsAt - DAY - MINUTE : undefined,
    startDate: dayAfter(startsAt, 0),
    startTime: random.pick(['06:15', '08:00', '09:30', '00:00', '12:00', '13:45']),
    endDate: dayAfter(startsAt, days - 1),
    endTime: random.pick(['23:59', '18:30', '20:10', '12:00']),
    extensionOf: random.chance(0.04) ? requestId(plan.index + 7) : '',
    everSentBack: status === 'Q_RESU' || random.chance(0.07),
    total: entries.reduce((sum, entry) => sum + entry.postedAmount, 0),
    custom: unfinished
      ? { 1: owner.costCenter }
      : { 1: owner.costCenter, 2: '(881991)NUEVOS PROYECTOS', 3: 'Billable' },
    comments,
    exceptions: [
      ...(unfinished ? [missingFields(['Custom 02', 'Custom 03'])] : []),
      ...(withExceptions && random.chance(0.45) ? [random.pick(HEADER_EXCEPTIONS)] : []),
    ],
    entries,
    cashAdvances: random.chance(0.15) ? [seedCashAdvance(random, owner, createdAt, status === 'Q_APPR')] : [],
    steps,
  }
}

function elsewhere(random: Random, owner: Employee) {
  const place = random.pick(PLACES)
  return place.city === owner.city ? (PLACES[(PLACES.indexOf(place) + 1) % PLACES.length] ?? place) : place
}

function seedSteps(random: Random, { status, approvers, approved }: Plan, decidedAt: number): WorkflowStep[] {
  return approvers.map((approver, at) => ({
    stepId: status === 'Q_PEND' && at === approved ? random.key() : undefined,
    approver,
    approvedAt: at < approved ? decidedAt : undefined,
  }))
}

const lastApproval = (steps: WorkflowStep[]): number | undefined =>
  steps.findLast((step) => step.approvedAt)?.approvedAt

function seedComments(random: Random, plan: Plan, createdAt: number, decidedAt: number): RequestComment[] {
  const comments: RequestComment[] = []
  const { firstName, lastName } = plan.owner
  if (random.chance(0.45)) comments.push({ text: random.pick(REMARKS), firstName, lastName, at: createdAt })
  const approver = plan.approvers[0]
  if (approver && (plan.status === 'Q_RESU' || (plan.approved > 0 && random.chance(0.4)))) {
    const text = plan.status === 'Q_RESU' ? (APPROVER_REMARKS[2] ?? '') : random.pick(APPROVER_REMARKS)
    comments.push({ text, firstName: approver.firstName, lastName: approver.lastName, at: decidedAt })
  }
  return comments
}

function seedCashAdvance(
  random: Random,
  owner: Employee,
  requestedAt: number,
  approved: boolean,
): CashAdvance {
  const currency = random.pick<CurrencyCode>(['USD', 'EUR', owner.currency])
  return {
    key: random.key(),
    amount: amount(priceIn(currency, random.int(2, 16) * 50), currency, 6),
    currency,
    exchangeRate: exchangeRate(currency, owner.currency),
    requestedAt,
    issuedAt: approved && random.chance(0.5) ? requestedAt + 2 * DAY : undefined,
    statusKey: approved ? 'A_APPR' : 'A_NOTF',
    statusName: approved ? 'Approved' : 'Not Submitted',
  }
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Four signs as people see them (`337E`). 48271 shares no factor with 36, so no two numbers meet. */
export function requestId(index: number): string {
  let rest = (index * 48_271 + 517_003) % 36 ** 4
  let id = ''
  for (let at = 0; at < 4; at++) {
    id = ALPHABET.charAt(rest % 36) + id
    rest = Math.floor(rest / 36)
  }
  return id
}
