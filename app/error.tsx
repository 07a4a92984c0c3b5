'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

const button = 'h-7.5 rounded-md border px-2.5 font-strong max-desk:h-10 max-desk:px-3'

/** Little is imported: what this page needs loads with every page, a second time. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="h-full" role="alert">
      <EmptyState
        title="This page broke"
        action={
          <>
            <button
              type="button"
              onClick={reset}
              className={`${button} border-transparent bg-accent text-accent-ink hover:bg-accent-strong`}
            >
              Show it again
            </button>
            <button
              type="button"
              onClick={() => window.location.reload()}
              className={`${button} border-line-strong bg-raised hover:bg-tint`}
            >
              Reload
            </button>
          </>
        }
      >
        <p>
          The fault is ours. What you sent to Concur before is not affected; look at the audit log if you are
          not sure what was sent.
        </p>
        {error.digest ? (
          <p className="mt-2 text-small">
            Clearance id <code className="select-all">{error.digest}</code>
          </p>
        ) : null}
      </EmptyState>
    </div>
  )
}
