'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { BffProblem } from '#lib/browser/call-bff.ts'
import type { Problem } from '#lib/contracts/problem.ts'
import { Button, buttonLook } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Notice } from './notice.tsx'
import { useCountdown } from './use-countdown.ts'

export interface ProblemNoticeProps {
  error: unknown
  onRetry?: () => void
  /** A read tries again by itself when the wait is over; a write never does. */
  retriesItself?: boolean
  /** The retry is under way. */
  pending?: boolean
}

/** What happened, whether anything was changed, what to do next, and the id that Concur's support asks for. */
export function ProblemNotice({ error, onRetry, retriesItself = false, pending }: ProblemNoticeProps) {
  const problem = problemOf(error)
  const wait = useCountdown(problem.retryAfter ?? 0, error)
  const due = retriesItself && problem.retryAfter !== undefined && wait === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each problem, whatever the caller hands over
  useEffect(() => {
    if (due) onRetry?.()
  }, [due, error])
  const signedOut = problem.code === 'not-signed-in' || problem.code === 'session-expired'
  return (
    <Notice tone="bad" role="alert" title={problem.title}>
      <p>{problem.detail}</p>
      <FieldMessages fields={problem.fields} />
      <Trace problem={problem} />
      <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
        {signedOut ? <SignInAgain /> : null}
        {onRetry && !signedOut ? (
          <Button pending={pending} disabled={wait > 0} onClick={onRetry} className="min-w-32 tabular-nums">
            {wait > 0 ? `Try again in ${wait} s` : 'Try again'}
          </Button>
        ) : null}
      </div>
    </Notice>
  )
}

/** The problem of the BFF, or words for an error that never came from it. */
function problemOf(error: unknown): Problem {
  if (error instanceof BffProblem) return error.problem
  return {
    type: 'about:blank',
    title: 'This page could not read the answer',
    status: 0,
    detail: 'Clearance answered in a form that this page does not know. Reload the page to see what stands.',
    code: 'internal',
  }
}

function FieldMessages({ fields }: { fields: Problem['fields'] }) {
  const messages = Object.entries(fields ?? {})
  if (messages.length === 0) return null
  return (
    <ul className="mt-1 list-disc pl-4">
      {messages.map(([field, message]) => (
        <li key={field}>
          <span className="font-mono text-small">{field}</span>: {message}
        </li>
      ))}
    </ul>
  )
}

function Trace({ problem }: { problem: Problem }) {
  const { concur, requestId } = problem
  const id = concur?.correlationId ?? concur?.errorId ?? requestId
  if (!id) return null
  const label = concur?.correlationId ? 'Correlation id' : concur?.errorId ? 'Error id' : 'Clearance id'
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-1 text-small text-ink-2">
      {label} <CopyButton text={id} label={label.toLowerCase()} />
      {concur?.serverTime ? <span>at {concur.serverTime}</span> : null}
    </p>
  )
}

const never = () => () => {}
const here = () => window.location.pathname + window.location.search

/** Back to this very page once signed in. */
function SignInAgain() {
  const path = useSyncExternalStore(never, here, () => '/')
  return (
    <a href={`/sign-in?callbackUrl=${encodeURIComponent(path)}`} className={buttonLook('primary')}>
      Sign in again
    </a>
  )
}
