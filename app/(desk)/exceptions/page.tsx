import type { Metadata } from 'next'
import { ExceptionsDesk } from '#components/exceptions/exceptions-desk.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requirePerson } from '#lib/auth/require-person.ts'

export const metadata: Metadata = { title: 'Exceptions' }

export default async function ExceptionsPage() {
  const { exceptions } = (await requirePerson()).capabilities
  if (!exceptions.allowed)
    return (
      <EmptyState title="Exceptions are closed to this app">
        {exceptions.reason} Ask whoever registered Clearance in Concur for that scope, then sign in again.
      </EmptyState>
    )
  return <ExceptionsDesk granted={exceptions.canWrite} />
}
