import { withoutTrailingZeros } from '#components/ui/compare-decimals.ts'
import type { CashAdvance } from '#lib/contracts/requests.ts'
import { FactList } from './fact-list.tsx'
import { AmountText, InstantText } from './raw-text.tsx'
import { CommentList } from './request-comments.tsx'
import { Section } from './section.tsx'

export function CashAdvances({ advances }: { advances: readonly CashAdvance[] }) {
  if (advances.length === 0) return null
  return (
    <Section title={advances.length === 1 ? 'Cash advance' : 'Cash advances'}>
      <ul className="grid gap-3">
        {advances.map((advance, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: Concur leaves keys of cash advances empty at times
          <li key={`${advance.cashAdvanceKey} ${index}`} className="grid gap-2">
            <FactList
              facts={[
                ['Requested', <Requested key="requested" advance={advance} />],
                ['Status', advance.status.name],
                [
                  'Starting balance',
                  advance.startingBalance && withoutTrailingZeros(advance.startingBalance),
                ],
                ['Exchange rate', advance.exchangeRate && withoutTrailingZeros(advance.exchangeRate)],
                ['Employee’s currency', advance.employeeCurrency.name || advance.employeeCurrency.code],
                [
                  'Issued',
                  advance.issuedAt ? <InstantText key="issued" at={advance.issuedAt} style="short" /> : null,
                ],
              ]}
            />
            {advance.comments.length > 0 ? <CommentList comments={advance.comments} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Requested({ advance }: { advance: CashAdvance }) {
  return (
    <span title={advance.currencyName}>
      <AmountText amount={advance.requested} />
      {advance.requestedAt ? (
        <span className="font-normal text-ink-2">
          {' '}
          on <InstantText at={advance.requestedAt} style="short" />
        </span>
      ) : null}
    </span>
  )
}
