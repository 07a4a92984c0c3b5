import { EmptyState } from '#components/ui/empty-state.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

export function NoRequestOpen({ any }: { any: boolean }) {
  return any ? (
    <EmptyState title="Open a request to read it">
      <Kbd>j</Kbd> and <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> opens.
    </EmptyState>
  ) : null
}
