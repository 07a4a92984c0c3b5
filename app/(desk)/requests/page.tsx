import type { Metadata } from 'next'
import { preload } from 'react-dom'
import { RequestsDesk } from '#components/requests/requests-desk.tsx'
import { firstAddresses, requestsUrl } from '#components/requests/requests-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requirePerson } from '#lib/auth/require-person.ts'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>
}) {
  const { requests } = (await requirePerson()).capabilities
  if (!requests.allowed)
    return (
      <EmptyState title="Travel requests are closed to this app">
        {requests.reason} Ask whoever registered Clearance in Concur for that scope, then sign in again.
      </EmptyState>
    )
  // The browser begins to read while the scripts still load.
  for (const address of firstAddresses(requestsUrl.read(new URLSearchParams(await searchParams))))
    preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  return <RequestsDesk />
}
