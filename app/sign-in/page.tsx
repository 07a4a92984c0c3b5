import type { Metadata } from 'next'
import { callbackPath } from '#components/shell/callback-path.ts'
import { SignInCard } from '#components/shell/sign-in-card.tsx'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

export default async function Page({ searchParams }: SignInPageProps) {
  const query = await searchParams
  return (
    <SignInCard
      callbackPath={callbackPath(first(query.callbackUrl))}
      failure={first(query.error)}
      ended={first(query.ended)}
    />
  )
}
