import type { Metadata } from 'next'
import { RequestHeaderForm } from '#components/requests/request-header-form.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'

export const metadata: Metadata = { title: 'New request' }

export default function NewRequestPage() {
  return (
    <>
      <PageBar title="New request" />
      <div className="min-h-0 flex-1 overflow-auto bg-surface px-3.5 py-5">
        <RequestHeaderForm />
      </div>
    </>
  )
}
