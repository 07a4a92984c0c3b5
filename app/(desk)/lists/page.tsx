import type { Metadata } from 'next'
import { preload } from 'react-dom'
import { ListsDesk } from '#components/lists/lists-desk.tsx'
import { firstAddresses, listsUrl } from '#components/lists/lists-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requirePerson } from '#lib/auth/require-person.ts'

export const metadata: Metadata = { title: 'Lists' }

export default async function ListsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { lists } = (await requirePerson()).capabilities
  if (!lists.allowed)
    return (
      <EmptyState title="Lists are closed to this app">
        {lists.reason} Ask whoever registered Clearance in Concur for that scope, then sign in again.
      </EmptyState>
    )
  // The browser begins to read while the scripts still load.
  for (const address of firstAddresses(listsUrl.read(new URLSearchParams(await searchParams))))
    preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  return <ListsDesk />
}
