import { compareDecimals } from '#components/ui/compare-decimals.ts'
import { daysSince, formatDayRange } from '#components/ui/format.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import type { Amount, Instant } from '#lib/contracts/values.ts'
import { FactList, FoldedFacts } from './fact-list.tsx'
import { AmountText, InstantDay, InstantText } from './raw-text.tsx'

export function RequestFacts({ request }: { request: TravelRequest }) {
  return (
    <div className="grid gap-3">
      <FactList
        facts={[
          ['Total', <AmountText key="total" amount={request.total} />],
          ['Approved', differs(request.approvedTotal, request.total)],
          ['Remaining', differs(request.remainingTotal, request.total)],
          ['Travel', travelText(request)],
          ['Submitted', request.submittedAt ? <WithDays key="submitted" at={request.submittedAt} /> : null],
          ['Approve before', instantText(request.approveBefore)],
          ['Authorized', instantText(request.authorizedAt)],
          ['Created', instantText(request.createdAt)],
          ['Modified', instantText(request.lastModifiedAt)],
          ['Agency', request.agencyOffice.name],
          ['Extension of', request.extensionOf],
          ['Sent back before', request.everSentBack ? 'yes' : null],
        ]}
      />
      <FoldedFacts
        label="More"
        facts={[
          [
            'Request key',
            <span key="key" className="font-mono text-small break-all">
              {request.requestKey}
            </span>,
          ],
          ['Owner’s login', request.owner.login],
          ['Status key', request.status.key],
          ['Request policy key', request.requestPolicyKey],
          ['Expense policy key', request.expensePolicyKey],
          ['Agency office key', request.agencyOffice.key],
          ['Segments', request.segmentCount === null ? null : String(request.segmentCount)],
        ]}
      />
    </div>
  )
}

function WithDays({ at }: { at: Instant }) {
  const now = useNow()
  const days = now === null ? null : daysSince(at.iso, now)
  return (
    <>
      <InstantDay at={at} />
      {days === null ? null : `, ${days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days} days ago`}`}
    </>
  )
}

function travelText({ start, end }: TravelRequest) {
  if (!start.date && !end.date) return null
  const times = [start.time?.iso, end.time?.iso].filter(Boolean).join('–')
  const raw = [start.date?.raw, start.time?.raw, '–', end.date?.raw, end.time?.raw].filter(Boolean).join(' ')
  return (
    <span title={raw}>
      {formatDayRange(start.date?.iso ?? null, end.date?.iso ?? null, 'whole')}
      {times ? <span className="font-normal text-ink-2 tabular-nums"> {times}</span> : null}
    </span>
  )
}

function differs(amount: Amount | null, total: Amount | null) {
  if (!amount || (total && compareDecimals(amount.value, total.value) === 0)) return null
  return <AmountText amount={amount} />
}

function instantText(at: Instant | null) {
  return at ? <InstantText at={at} style="short" /> : null
}
