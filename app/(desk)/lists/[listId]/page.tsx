import { redirect } from 'next/navigation'

/** A list by its own address: the desk keeps the open one in the query, since the lists stay beside it. */
export default async function Page({ params }: { params: Promise<{ listId: string }> }) {
  const { listId } = await params
  redirect(`/lists?list=${encodeURIComponent(decodeURIComponent(listId))}`)
}
