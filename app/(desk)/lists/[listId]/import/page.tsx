import type { Metadata } from 'next'
import { ListImport } from '#components/lists/import/list-import.tsx'

export const metadata: Metadata = { title: 'Import' }

interface ImportPageProps {
  params: Promise<{ listId: string }>
}

export default async function Page({ params }: ImportPageProps) {
  const { listId } = await params
  return <ListImport listId={decodeURIComponent(listId)} />
}
