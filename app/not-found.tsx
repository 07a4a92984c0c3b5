import Link from 'next/link'
import { buttonLook } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function NotFound() {
  return (
    <main className="h-dvh">
      <EmptyState
        title="There is no such page"
        action={
          <Link href="/requests" className={buttonLook('primary')}>
            Go to Requests
          </Link>
        }
      >
        The address may be mistyped, or what it showed is gone.
      </EmptyState>
    </main>
  )
}
