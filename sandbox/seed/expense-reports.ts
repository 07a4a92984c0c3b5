import { dayAfter } from '../clock.ts'
import type { ApprovalStatus, ExpenseReport, PaymentStatus, Reporter } from '../reports/entities.ts'
import { APPROVER_REMARKS, OCCASIONS, PLACES } from './places.ts'
import { hexDigits, type Random, randomFor } from './random.ts'
import { seedExceptions } from './report-exceptions.ts'
import { seedExpenses } from './report-expenses.ts'
import { MIRA_REPORTS, REPORT_APPROVERS, REPORT_OWNERS } from './reporters.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const REPORTS = 400

/** How often a status is met, in hundredths; the last row takes what is left. */
const STATUSES: readonly (readonly [ApprovalStatus, number])[] = [
  ['A_NOTF', 14],
  ['A_FILE', 4],
  ['A_PEND', 24],
  ['A_ACCO', 16],
  ['A_RESU', 7],
  ['A_RHLD', 3],
  ['A_PVAL', 2],
  ['A_PECO', 3],
  ['A_PBDG', 2],
  ['A_EXTV', 2],
  ['A_AAFH', 2],
  ['A_TEXP', 2],
  ['A_APPR', 19],
]

/** Mira's own, so that a traveller's view can be tried. */
const OWN: readonly ApprovalStatus[] = ['A_NOTF', 'A_RESU', 'A_PEND', 'A_ACCO', 'A_APPR', 'A_NOTF']

/** The first is the one to draw big tables with: 250 expenses and 1000 exceptions. Mira owns the next ones. */
export function seedExpenseReports(seed: number, today: number): ExpenseReport[] {
  return Array.from({ length: REPORTS }, (_, index) => {
    const random = randomFor(seed, 'expense report', index)
    const big = index === 0
    const report = seedReport(random, index, ownerOf(random, index), today, big ? 250 : random.int(2, 9))
    seedExceptions(random, report, big ? 1000 : exceptionCount(random))
    return report
  })
}

function ownerOf(random: Random, index: number): Reporter {
  const owner = random.pick(REPORT_OWNERS)
  return index > 0 && index <= OWN.length ? MIRA_REPORTS : owner
}

/** A third of the reports is clean. */
function exceptionCount(random: Random): number {
  return random.chance(0.34) ? 0 : random.pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 12])
}

function seedReport(
  random: Random,
  index: number,
  owner: Reporter,
  today: number,
  expenses: number,
): ExpenseReport {
  const roll = random.int(0, 99)
  const status = index === 0 ? 'A_ACCO' : (OWN[index - 1] ?? statusAt(roll))
  const payment = paymentFor(random, status)
  const submittedAgo = random.int(1, payment === 'P_NOTP' ? 40 : 200)
  const submittedAt =
    status === 'A_NOTF' ? undefined : today - submittedAgo * DAY + random.int(0, 600) * MINUTE
  const createdAt = today - (submittedAgo + random.int(1, 12)) * DAY - random.int(0, 600) * MINUTE
  const to = random.pick(PLACES)
  const days = random.pick([1, 2, 3, 3, 4, 5, 7])
  const startsAt = Math.floor(createdAt / DAY) * DAY - (days + random.int(1, 30)) * DAY
  const [occasion, purpose] = random.pick(OCCASIONS)
  const sentBack = status === 'A_RESU'
  const paidAt =
    payment === 'P_PAID' || payment === 'P_PAYC' ? today - random.int(60, 1200) * MINUTE : undefined
  return {
    id: hexDigits(random, 20),
    number: hexDigits(random, 6),
    name: index === 0 ? 'Line 2 acceptance, whole team' : `${occasion}, ${to.city}`,
    purpose,
    owner,
    approver: approverOf(random, owner),
    status,
    payment,
    createdAt,
    submittedAt,
    paidAt,
    modifiedAt: paidAt ?? (submittedAt ?? createdAt) + random.int(5, 900) * MINUTE,
    version: submittedAt === undefined ? 0 : 1,
    startDate: dayAfter(startsAt, 0),
    endDate: dayAfter(startsAt, days - 1),
    everSentBack: sentBack || random.chance(0.08),
    lastComment: sentBack || random.chance(0.1) ? random.pick(APPROVER_REMARKS) : '',
    expenses: seedExpenses(random, { owner, to, startsAt, days: index === 0 ? 5 : days }, expenses),
    exceptions: [],
  }
}

function statusAt(roll: number): ApprovalStatus {
  let upTo = 0
  for (const [status, share] of STATUSES) {
    upTo += share
    if (roll < upTo) return status
  }
  return 'A_APPR'
}

function paymentFor(random: Random, status: ApprovalStatus): PaymentStatus {
  if (status !== 'A_APPR') return status === 'A_ACCO' && random.chance(0.1) ? 'P_HOLD' : 'P_NOTP'
  return random.pick(['P_PROC', 'P_PAID', 'P_PAID', 'P_PAYC'])
}

function approverOf(random: Random, owner: Reporter): Reporter {
  const other = random.pick(REPORT_APPROVERS)
  return owner !== MIRA_REPORTS && random.chance(0.35) ? MIRA_REPORTS : other
}
