import type { ExceptionHolder } from '../exceptions/entities.ts'
import { EXCEPTION_CODES, exceptionOf, type Level } from '../exceptions/exception-codes.ts'
import { type ExpenseReport, withItemizations } from '../reports/entities.ts'
import type { Random } from './random.ts'

/** Raises that many exceptions, all over the report: a code once at a place, where the company's rules put it. */
export function seedExceptions(random: Random, report: ExpenseReport, count: number): void {
  const free = placesOf(report)
  for (let raised = 0; raised < count && free.length > 0; raised++) {
    for (const [level, holder, code] of free.splice(random.int(0, free.length - 1), 1)) {
      holder.exceptions.push(seedException(random, level, code))
    }
  }
}

function seedException(random: Random, level: Level, code: string) {
  const rare = random.chance(0.08)
  // A rule may be set to show an exception to fewer people than it usually does.
  const visibility = rare ? (level === 'header' ? 'PROCESSOR' : 'APPROVER_PROCESSOR') : undefined
  return exceptionOf(code, visibility, random.int(0, 5))
}

type Place = [Level, ExceptionHolder, string]

function placesOf(report: ExpenseReport): Place[] {
  const at = (level: Level, holder: ExceptionHolder): Place[] =>
    Object.entries(EXCEPTION_CODES)
      .filter(([, { levels }]) => levels.includes(level))
      .map(([code]) => [level, holder, code])
  return [
    ...at('header', report),
    ...withItemizations(report.expenses).flatMap((expense) => [
      ...at(expense.parent ? 'itemization' : 'expense', expense),
      ...expense.allocations.flatMap((allocation) => at('allocation', allocation)),
    ]),
  ]
}
