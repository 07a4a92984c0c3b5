import { buttonLook } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function NotFound() {
  return (
    <main className="h-dvh">
      <EmptyState
        title="There is no such page"
        action={
          // No `Link`: with every page its scripts would come a second time, for this page alone.
          <a href="/requests" className={buttonLook('primary')}>
            Go to Requests
          </a>
        }
      >
        The address may be mistyped, or what it showed is gone.
      </EmptyState>
    </main>
  )
}
