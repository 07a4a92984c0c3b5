import { withoutTrailingZeros } from '#components/ui/compare-decimals.ts'
import type { ExpectedExpense } from '#lib/contracts/requests.ts'
import { fieldText, hasValue } from './allocation-summary.ts'
import { FactList } from './fact-list.tsx'
import { AmountText, ForeignText, InstantText } from './raw-text.tsx'
import { CommentList } from './request-comments.tsx'

/** What an expense says beyond its row: the allocations with their exact shares first. */
export function ExpenseMore({ expense }: { expense: ExpectedExpense }) {
  return (
    <div className="grid gap-3 rounded-md bg-sunken px-3 py-2.5">
      {expense.allocations.length > 0 ? <Allocations allocations={expense.allocations} /> : null}
      <FactList
        facts={[
          [
            'Foreign amount',
            expense.foreign ? (
              <ForeignText key="foreign" foreign={expense.foreign} rate={expense.exchangeRate} />
            ) : null,
          ],
          ['Exchange rate', expense.exchangeRate],
          ['Approved', expense.approved ? <AmountText key="approved" amount={expense.approved} /> : null],
          ['Remaining', expense.remaining ? <AmountText key="remaining" amount={expense.remaining} /> : null],
          ['Date', expense.transactionAt ? <InstantText key="at" at={expense.transactionAt} /> : null],
          ['Modified', expense.lastModifiedAt ? <InstantText key="mod" at={expense.lastModifiedAt} /> : null],
          ...expense.orgUnits
            .filter(hasValue)
            .map((field): [string, string] => [`Org unit ${field.number}`, fieldText(field)]),
          ...expense.customFields
            .filter(hasValue)
            .map((field): [string, string] => [`Custom ${field.number}`, fieldText(field)]),
        ]}
      />
      {expense.comments.length > 0 ? <CommentList comments={expense.comments} /> : null}
    </div>
  )
}

function Allocations({ allocations }: Pick<ExpectedExpense, 'allocations'>) {
  return (
    <ul aria-label="Allocations" className="grid gap-1">
      {allocations.map((allocation, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: Concur leaves keys of allocations empty at times
        <li key={`${allocation.allocationKey} ${index}`} className="grid grid-cols-[104px_1fr] gap-3">
          <span className="figures" title={allocation.percentage ?? undefined}>
            {allocation.percentage ? `${withoutTrailingZeros(allocation.percentage)} %` : '–'}
          </span>
          <span className="flex flex-wrap gap-x-4">
            {allocation.customFields.filter(hasValue).map((field) => (
              <span key={field.number} title={`Custom ${field.number}: ${field.raw}`}>
                <span className="text-small text-ink-3">Custom {field.number}</span> {fieldText(field)}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
