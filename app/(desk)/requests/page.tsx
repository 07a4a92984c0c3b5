import { setTimeout } from 'node:timers/promises'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { preload } from 'react-dom'
import { RequestsDesk } from '#components/requests/requests-desk.tsx'
import { firstAddresses, requestsUrl } from '#components/requests/requests-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requirePerson } from '#lib/auth/require-person.ts'
import { firstAnswer, isOpenedAnew } from '#lib/bff/first-answer.ts'
import type { FirstAnswer } from '#lib/contracts/first-answer.ts'
import { GET as listRequests } from '../../api/requests/route.ts'

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
  const addresses = firstAddresses(requestsUrl.read(new URLSearchParams(await searchParams)))
  const [list = ''] = addresses
  const anew = await isOpenedAnew()
  // The browser begins to read while the scripts still load.
  for (const address of addresses)
    if (!anew || address !== list) preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  return (
    <Suspense fallback={<RequestsDesk />}>
      {anew ? <DeskWithList address={list} answer={firstAnswer(list, listRequests)} /> : <RequestsDesk />}
    </Suspense>
  )
}

/** So long the browser is busy loading scripts anyway. A list that takes longer finds a desk that can be used already. */
const SOON_MS = 150

async function DeskWithList({ address, answer }: { address: string; answer: Promise<FirstAnswer> }) {
  const atHand = await Promise.race([answer, setTimeout(SOON_MS)])
  return atHand?.status === 200 ? (
    <RequestsDesk atHand={atHand} />
  ) : (
    <RequestsDesk coming={{ address, answer }} />
  )
}
