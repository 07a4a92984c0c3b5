import { Notice } from '#components/ui/notice.tsx'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { exceptionsTitle, type PlacedException, requestExceptions } from './request-exceptions.ts'

/** What blocks comes first and in red; the rest is amber. */
export function ExceptionNotices({ request }: { request: TravelRequest }) {
  const exceptions = requestExceptions(request)
  const blocking = exceptions.filter((exception) => exception.blocking)
  const others = exceptions.filter((exception) => !exception.blocking)
  if (exceptions.length === 0 && request.hasException)
    return <Notice tone="warn" title="Concur says that this request has exceptions, but names none" />
  return (
    <div className="grid gap-2 empty:hidden">
      {blocking.length > 0 ? <ExceptionNotice tone="bad" exceptions={blocking} /> : null}
      {others.length > 0 ? <ExceptionNotice tone="warn" exceptions={others} /> : null}
    </div>
  )
}

function ExceptionNotice({
  tone,
  exceptions,
}: {
  tone: 'bad' | 'warn'
  exceptions: readonly PlacedException[]
}) {
  return (
    <Notice tone={tone} title={exceptionsTitle(exceptions)}>
      <ul className="grid gap-1">
        {exceptions.map((exception, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same code may hang twice at one place
          <li key={index} className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-0 flex-1 basis-72">
              {exception.message || 'Concur gives no words for it.'}
              {exception.place === 'the request' ? null : (
                <span className="text-ink-2"> On {exception.place}.</span>
              )}
            </span>
            <span className="font-mono text-small text-ink-2">
              {exception.code}
              {exception.level === null ? null : <span className="text-ink-3"> level {exception.level}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
