import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { preload } from 'react-dom'
import { RequestsDesk } from '#components/requests/requests-desk.tsx'
import { firstAddresses, loadRequestsUrl } from '#components/requests/requests-url-state.ts'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  // The browser begins to read while the scripts still load.
  for (const address of firstAddresses(await loadRequestsUrl(searchParams)))
    preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  return <RequestsDesk />
}
