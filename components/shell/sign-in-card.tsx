'use client'

import { useState, useSyncExternalStore } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { postAuthForm } from './auth-form.ts'
import { Brand } from './brand.tsx'
import { endedWords, failureWords } from './sign-in-words.ts'

interface SignInCardProps {
  callbackPath: string
  /** Why the last try failed, as the address says. */
  failure?: string
  /** What ended the last session, as the address says. */
  ended?: string
}

const never = () => () => {}

export function SignInCard({ callbackPath, failure, ended }: SignInCardProps) {
  const [leaving, setLeaving] = useState(false)
  // A press before the scripts are there would be lost, and nobody would know.
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [failed, setFailed] = useState(failure)
  const signIn = async () => {
    setLeaving(true)
    try {
      window.location.assign(await postAuthForm('signin/concur', callbackPath))
    } catch {
      setFailed('desk')
      setLeaving(false)
    }
  }
  const problem = failed ? failureWords(failed) : null
  const goodbye = ended ? endedWords(ended) : null
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-92 gap-4">
        <div className="grid gap-4 rounded-xl border border-line bg-surface p-6">
          <div className="text-[15px]">
            <Brand />
          </div>
          <div className="grid gap-1">
            <h1>Sign in</h1>
            <p className="text-ink-2">
              The operations desk for SAP Concur: approve travel requests and see what became of every one.
            </p>
          </div>
          {problem ? (
            <Notice tone="bad" role="alert" title={problem.title}>
              {problem.detail}
            </Notice>
          ) : goodbye ? (
            <Notice tone="neutral" role="status" title={goodbye.title}>
              {goodbye.detail}
            </Notice>
          ) : null}
          <Button
            variant="primary"
            size="thumb"
            disabled={!ready}
            pending={leaving}
            onClick={signIn}
            className="h-9 disabled:opacity-100"
          >
            Sign in with Concur
          </Button>
        </div>
        <p className="px-6 text-center text-small text-ink-3">
          You sign in at Concur itself. Clearance never sees your password.
        </p>
      </div>
    </main>
  )
}
