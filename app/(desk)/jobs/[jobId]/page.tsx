import type { Metadata } from 'next'
import { JobPage } from '#components/jobs/job-page.tsx'

export const metadata: Metadata = { title: 'Job' }

interface JobPageProps {
  params: Promise<{ jobId: string }>
}

export default async function Page({ params }: JobPageProps) {
  const { jobId } = await params
  return <JobPage jobId={jobId} />
}
