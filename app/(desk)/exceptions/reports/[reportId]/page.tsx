import type { Metadata } from 'next'
import { preload } from 'react-dom'
import { ReportPage } from '#components/exceptions/report-page.tsx'
import { firstAddresses } from '#components/exceptions/report-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requirePerson } from '#lib/auth/require-person.ts'

export const metadata: Metadata = { title: 'Report' }

export default async function Page({ params }: { params: Promise<{ reportId: string }> }) {
  const { exceptions } = (await requirePerson()).capabilities
  const { reportId } = await params
  if (!exceptions.allowed)
    return (
      <EmptyState title="Exceptions are closed to this app">
        {exceptions.reason} Ask whoever registered Clearance in Concur for that scope, then sign in again.
      </EmptyState>
    )
  const id = decodeURIComponent(reportId)
  // The browser begins to read while the scripts still load.
  for (const address of firstAddresses(id)) preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  return <ReportPage reportId={id} granted={exceptions.canWrite} />
}
