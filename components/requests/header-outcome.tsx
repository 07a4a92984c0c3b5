import Link from 'next/link'
import { buttonLook } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { HeaderAnswer } from '#lib/contracts/requests.ts'

const unsubmitted = '/requests?status=UNSUBMITTED'

/** What became of saving a header. */
export function HeaderOutcome({ answer, name }: { answer: HeaderAnswer; name: string | undefined }) {
  if (answer.outcome === 'done') return <Saved answer={answer} name={name} />
  if (answer.outcome === 'refused')
    return (
      <Notice tone="bad" role="alert" title="Concur refused">
        <p>{answer.message}</p>
        <CorrelationId answer={answer} />
      </Notice>
    )
  return (
    <Notice tone="warn" role="alert" title="Needs review: it is not known whether this was saved">
      <p>{answer.message}</p>
      <p>Look in the list before you try again, or Concur may hold it twice.</p>
      <CorrelationId answer={answer} />
      <a href={unsubmitted} target="_blank" rel="noreferrer" className={`mt-2 ${buttonLook()}`}>
        Look in the list
      </a>
    </Notice>
  )
}

function Saved({ answer, name }: { answer: HeaderAnswer; name: string | undefined }) {
  const count = answer.exceptions.length
  const href = answer.requestKey
    ? `${unsubmitted}&request=${encodeURIComponent(answer.requestKey)}`
    : unsubmitted
  return (
    <section className="grid max-w-180 gap-4">
      <Notice tone="good" role="status" title={`Concur confirmed: ${name ?? 'the request'} was saved`}>
        {answer.message}
      </Notice>
      {count > 0 ? (
        <Notice
          tone="warn"
          title={`Saved all the same, with ${count === 1 ? '1 exception' : `${count} exceptions`}`}
        >
          <ul className="mt-1 grid gap-2">
            {answer.exceptions.map((exception, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: Concur may raise one code twice
              <li key={index} className="flex flex-wrap items-baseline gap-x-3">
                <span className="min-w-0 flex-1 basis-72">{exception.message}</span>
                {exception.cleared ? <Pill tone="good">cleared</Pill> : null}
                <span className="font-mono text-small text-ink-2">
                  {exception.code}
                  {exception.severity === null ? '' : `, severity ${exception.severity}`}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Link href={href} className={`justify-self-start ${buttonLook('primary', 'thumb')}`}>
        Open the request
      </Link>
    </section>
  )
}

function CorrelationId({ answer }: { answer: HeaderAnswer }) {
  const id = answer.concur?.correlationId
  if (!id) return null
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-1 text-small text-ink-2">
      Correlation id <CopyButton text={id} label="correlation id" />
    </p>
  )
}
