import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useIsPhone } from '#components/ui/use-is-phone.ts'
import { BffProblem } from '#lib/browser/call-bff.ts'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { ActBar } from './act-bar.tsx'
import { CashAdvances } from './cash-advances.tsx'
import { CustomFields } from './custom-fields.tsx'
import { ExceptionNotices } from './exception-notices.tsx'
import { ExpectedExpenses } from './expected-expenses.tsx'
import { ItineraryTimeline } from './itinerary-timeline.tsx'
import { RequestComments } from './request-comments.tsx'
import { RequestDetailsSkeleton } from './request-details-skeleton.tsx'
import { RequestFacts } from './request-facts.tsx'
import { requestOptions } from './requests.queries.ts'
import type { Decisions } from './use-decisions.ts'
import { VerdictNotice } from './verdict-notice.tsx'
import { rememberSeen } from './visit.ts'

interface RequestDetailsProps {
  requestKey: string
  /** False while the person runs through the list: nothing is asked of Concur for rows that they only pass. */
  settled: boolean
  decisions: Decisions
  position: string
  onBack: () => void
}

export function RequestDetails({ requestKey, settled, decisions, position, onBack }: RequestDetailsProps) {
  const {
    data: request,
    error,
    isFetching,
    refetch,
  } = useQuery({ ...requestOptions(requestKey), enabled: settled })
  const verdict = decisions.verdictOf(requestKey)
  const shownVerdict = verdict?.state === 'pending' ? undefined : verdict
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (request) rememberSeen(request)
  }, [request])
  // A page of its own on a phone: reading begins at its heading. On a desk the focus stays in the list.
  const phone = useIsPhone()
  const isRead = request !== undefined
  useEffect(() => {
    if (phone && isRead) heading.current?.focus({ preventScroll: true })
  }, [phone, isRead])

  return (
    <article aria-label="Travel request" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex items-center border-b border-line px-2 py-1 desk:hidden">
        <IconButton icon={ArrowLeft} label="Back to the list" onClick={onBack} />
        <span className="text-ink-2">{position}</span>
      </div>
      <div className="flex-none px-6 pt-3 empty:hidden max-desk:px-4">
        {shownVerdict ? (
          <VerdictNotice
            verdict={shownVerdict}
            onLookAgain={() => decisions.lookAgain(requestKey)}
            onDismiss={() => decisions.dismiss(requestKey)}
          />
        ) : null}
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto overscroll-contain px-6 pt-4.5 pb-6 max-desk:px-4 max-desk:pt-3.5">
        {request ? <RequestHeading request={request} headingRef={heading} /> : null}
        {error ? (
          <ReadProblem
            requestKey={requestKey}
            error={error}
            pending={isFetching}
            onRetry={() => void refetch()}
          />
        ) : null}
        {request ? <Sections request={request} /> : error ? null : <RequestDetailsSkeleton />}
      </div>
      {request ? <ActBar request={request} decisions={decisions} position={position} /> : null}
    </article>
  )
}

function RequestHeading({
  request,
  headingRef,
}: {
  request: TravelRequest
  headingRef: React.RefObject<HTMLHeadingElement | null>
}) {
  // On a phone the list with its heading is not there.
  const Heading = useIsPhone() ? 'h1' : 'h2'
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <Heading
          ref={headingRef}
          tabIndex={-1}
          className="text-title font-title tracking-tight wrap-break-word text-ink outline-none"
        >
          {request.name || 'Without a name'}
        </Heading>
        <p className="flex flex-wrap items-center gap-x-1.5 text-ink-2">
          <span title={request.owner.login}>{request.owner.name || request.owner.login}</span>
          <span aria-hidden="true">·</span>
          <CopyButton text={request.requestId} label="request id" />
        </p>
        {request.purpose ? (
          <p className="mt-1 max-w-prose wrap-break-word whitespace-pre-wrap text-ink-2">{request.purpose}</p>
        ) : null}
      </div>
      <span title={`${request.status.name} (${request.status.key})`}>
        {request.actions.approve.available ? (
          <Pill tone="warn">Waiting for your approval</Pill>
        ) : (
          <Pill>{request.status.name}</Pill>
        )}
      </span>
    </header>
  )
}

function Sections({ request }: { request: TravelRequest }) {
  return (
    <>
      <RequestFacts request={request} />
      <ExceptionNotices request={request} />
      <ItineraryTimeline request={request} />
      <ExpectedExpenses request={request} />
      <CashAdvances advances={request.cashAdvances} />
      <CustomFields fields={request.customFields} />
      <RequestComments comments={request.comments} />
    </>
  )
}

interface ReadProblemProps {
  requestKey: string
  error: Error
  pending: boolean
  onRetry: () => void
}

function ReadProblem({ requestKey, error, pending, onRetry }: ReadProblemProps) {
  const gone = error instanceof BffProblem && [403, 404].includes(error.problem.status)
  return (
    <div className="grid gap-2">
      <ProblemNotice error={error} pending={pending} retriesItself onRetry={onRetry} />
      {gone ? (
        <p className="text-ink-2">
          The request is <span className="font-mono text-small break-all">{requestKey}</span>. Perhaps it was
          deleted, or it now waits for somebody else. Read the list again, or ask its owner.
        </p>
      ) : null}
    </div>
  )
}
