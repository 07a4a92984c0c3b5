import Link from 'next/link'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { formatInstant } from '#components/ui/format.ts'
import type { AuditEntry } from '#lib/contracts/audit.ts'
import { phaseWords } from './audit-words.ts'
import type { Act } from './fold-acts.ts'

/** Everything that is written of an act, below its row. */
export function ActDetail({ act }: { act: Act }) {
  const { last, attempt } = act
  const before = last.before ?? attempt?.before ?? null
  const correlationId = last.correlationId ?? attempt?.correlationId ?? null
  const jobId = last.jobId ?? attempt?.jobId ?? null
  return (
    <div className="grid gap-x-10 gap-y-3 px-3.5 py-3 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] desk:px-[128px]">
      <dl className="grid content-start gap-x-4 gap-y-1 desk:grid-cols-[104px_minmax(0,1fr)]">
        <Fact term="Outcome">{last.message || phaseWords[last.phase].sentence}</Fact>
        {attempt && attempt !== last && attempt.message ? (
          <Fact term="Asked for">{attempt.message}</Fact>
        ) : null}
        {attempt ? <Fact term="Begun">{formatInstant(attempt.at, 'exact')}</Fact> : null}
        {last.phase === 'attempt' ? null : <Fact term="Ended">{formatInstant(last.at, 'exact')}</Fact>}
        <Fact term="Person">
          {last.person.name}
          {last.person.login ? <span className="text-ink-2"> {last.person.login}</span> : null}
        </Fact>
        {correlationId ? (
          <Fact term="Correlation id">
            <CopyButton text={correlationId} label="correlation id" />
          </Fact>
        ) : null}
        <Links last={last} jobId={jobId} />
      </dl>
      {before ? <Before before={before} /> : null}
    </div>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3 max-desk:mt-1 max-desk:text-small">{term}</dt>
      <dd className="min-w-0 wrap-break-word">{children}</dd>
    </>
  )
}

function Links({ last, jobId }: { last: AuditEntry; jobId: string | null }) {
  const isRequest = last.object.kind === 'travel request' && last.object.key !== ''
  if (!isRequest && !jobId) return null
  return (
    <Fact term="See">
      <span className="flex flex-wrap gap-x-4">
        {isRequest ? (
          <Link className="link" href={`/requests?request=${encodeURIComponent(last.object.key)}`}>
            the request
          </Link>
        ) : null}
        {jobId ? (
          <Link className="link" href={`/jobs/${encodeURIComponent(jobId)}`}>
            the job
          </Link>
        ) : null}
      </span>
    </Fact>
  )
}

function Before({ before }: { before: Record<string, unknown> }) {
  return (
    <section className="min-w-0">
      <h2>Before the act</h2>
      <dl className="mt-1 grid gap-x-4 desk:grid-cols-[minmax(96px,auto)_minmax(0,1fr)]">
        {Object.entries(before).map(([name, value]) => (
          <Fact key={name} term={name}>
            <span className="font-mono text-small">
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </span>
          </Fact>
        ))}
      </dl>
    </section>
  )
}
