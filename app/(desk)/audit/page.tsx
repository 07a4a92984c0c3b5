import type { Metadata } from 'next'
import { AuditPage } from '#components/audit/audit-page.tsx'
import { requirePerson } from '#lib/auth/require-person.ts'

export const metadata: Metadata = { title: 'Audit log' }

export default async function Page() {
  const me = await requirePerson('/audit')
  return <AuditPage everybody={me.auditsEverybody} />
}
