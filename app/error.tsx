'use client'

import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="h-full" role="alert">
      <EmptyState
        title="This page broke"
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Show it again
            </Button>
            <Button onClick={() => window.location.reload()}>Reload</Button>
          </>
        }
      >
        <p>
          The fault is ours. What you sent to Concur before is not affected; look at the audit log if you are
          not sure what was sent.
        </p>
        {error.digest ? (
          <p className="mt-2 text-small">
            Clearance id <CopyButton text={error.digest} label="Clearance id" />
          </p>
        ) : null}
      </EmptyState>
    </div>
  )
}
