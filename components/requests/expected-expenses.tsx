import { ChevronRight, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { classes } from '#components/ui/classes.ts'
import { addDecimals } from '#components/ui/compare-decimals.ts'
import type { ExpectedExpense, TravelRequest } from '#lib/contracts/requests.ts'
import { allocationSummary } from './allocation-summary.ts'
import { ExpenseMore } from './expense-more.tsx'
import { AmountText, ForeignText, isForeign } from './raw-text.tsx'
import { Section } from './section.tsx'

const head = 'border-b border-line py-1 text-left text-small font-medium text-ink-3'
const cell = 'border-b border-line-soft py-2 align-top'

export function ExpectedExpenses({ request }: { request: TravelRequest }) {
  if (request.expenses.length === 0) return null
  return (
    <Section title="Expected expenses">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th className={head}>Type</th>
            <th className={classes(head, 'max-desk:hidden')}>Allocation</th>
            <th className={classes(head, 'text-right max-desk:hidden')}>Foreign</th>
            <th className={classes(head, 'text-right')}>Amount</th>
          </tr>
        </thead>
        <tbody>
          {request.expenses.map((expense, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: Concur leaves keys of entries empty at times
            <ExpenseRows key={`${expense.entryKey} ${index}`} expense={expense} />
          ))}
        </tbody>
        <Sum expenses={request.expenses} />
      </table>
    </Section>
  )
}

function ExpenseRows({ expense }: { expense: ExpectedExpense }) {
  const [open, setOpen] = useState(false)
  const name = expense.expenseType.name || expense.expenseType.key || 'Expense'
  return (
    <>
      <tr>
        <td className={classes(cell, 'pr-4')}>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="-ml-1 flex items-start gap-1 rounded pr-1 text-left hover:bg-tint"
          >
            <ChevronRight
              aria-hidden="true"
              className={classes('mt-1 size-3! text-ink-3 transition-transform', open && 'rotate-90')}
            />
            <span>
              {name}
              {expense.exceptions.length > 0 ? <ExceptionMark expense={expense} /> : null}
              {expense.description && expense.description !== name ? (
                <span className="block text-ink-2">{expense.description}</span>
              ) : null}
            </span>
          </button>
        </td>
        <td className={classes(cell, 'pr-4 text-ink-2 max-desk:hidden')}>
          {allocationSummary(expense.allocations)}
        </td>
        <td className={classes(cell, 'pr-4 text-right text-ink-2 max-desk:hidden')}>
          {isForeign(expense.foreign, expense.posted, expense.exchangeRate) ? (
            <ForeignText foreign={expense.foreign} rate={expense.exchangeRate} />
          ) : null}
        </td>
        <td className={classes(cell, 'text-right')}>
          <AmountText amount={expense.posted} />
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={4} className="border-b border-line-soft pb-2">
            <ExpenseMore expense={expense} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

function ExceptionMark({ expense: { exceptions } }: { expense: ExpectedExpense }) {
  const blocks = exceptions.some(({ blocking }) => blocking)
  return (
    <TriangleAlert
      aria-label={blocks ? 'has a blocking exception' : 'has an exception'}
      className={classes('ml-1.5 inline size-3.5! align-[-2px]', blocks ? 'text-bad' : 'text-warn')}
    />
  )
}

/** Only where every expense says an amount, and all in one currency. */
function Sum({ expenses }: { expenses: readonly ExpectedExpense[] }) {
  const amounts = expenses.flatMap(({ posted }) => (posted ? [posted] : []))
  const currency = amounts[0]?.currency
  const whole = amounts.length === expenses.length && amounts.every((amount) => amount.currency === currency)
  if (!whole || currency === undefined || expenses.length < 2) return null
  const sum = { value: addDecimals(amounts.map(({ value }) => value)), currency }
  return (
    <tfoot>
      <tr className="font-title">
        <td className="py-2">Total</td>
        <td className="max-desk:hidden" />
        <td className="max-desk:hidden" />
        <td className="py-2 text-right">
          <AmountText amount={sum} />
        </td>
      </tr>
    </tfoot>
  )
}
