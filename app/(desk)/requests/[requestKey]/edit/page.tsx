import type { Metadata } from 'next'
import { EditRequest } from '#components/requests/edit-request.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'

export const metadata: Metadata = { title: 'Edit request' }

export default async function EditRequestPage({ params }: { params: Promise<{ requestKey: string }> }) {
  const { requestKey } = await params
  return (
    <>
      <PageBar title="Edit request" />
      <div className="min-h-0 flex-1 overflow-auto bg-surface px-3.5 py-5">
        <EditRequest requestKey={decodeURIComponent(requestKey)} />
      </div>
    </>
  )
}
