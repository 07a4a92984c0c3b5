import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { showToast } from '#components/ui/toast.ts'
import { BffProblem } from '#lib/browser/call-bff.ts'
import type { DecisionAnswer } from '#lib/contracts/requests.ts'
import { pastWords } from './decision-words.ts'
import {
  type Decision,
  type DecisionAction,
  decide,
  rememberDecision,
  requestOptions,
} from './requests.queries.ts'
import { rememberAct } from './visit.ts'

/** How the last act on a request stands. One that Concur confirmed leaves nothing to show. */
export type Verdict =
  | { state: 'pending'; action: DecisionAction }
  | {
      state: 'refused' | 'unknown'
      action: DecisionAction
      message: string
      correlationId?: string | undefined
    }
  | { state: 'problem'; action: DecisionAction; error: unknown }

type Ending = Exclude<Verdict['state'], 'pending'> | 'done' | 'ignored'

/** Verdicts are kept by request, so an answer that comes late stands at the request that it is about. */
export function useDecisions(onDone: (decision: Decision) => void) {
  const client = useQueryClient()
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const underWay = useRef(new Set<string>())

  function show(requestKey: string, verdict: Verdict | null): void {
    setVerdicts((before) => {
      const after = new Map(before)
      if (verdict) after.set(requestKey, verdict)
      else after.delete(requestKey)
      return after
    })
  }

  async function run(decision: Decision): Promise<Ending> {
    const { action, request } = decision
    const { requestKey } = request
    if (underWay.current.has(requestKey)) return 'ignored'
    underWay.current.add(requestKey)
    show(requestKey, { state: 'pending', action })
    const verdict = await decide(decision)
      .then((answer) => conclude(decision, answer))
      .catch((error: unknown) => concludeProblem(decision, error))
    underWay.current.delete(requestKey)
    show(requestKey, verdict)
    return verdict?.state === 'pending' ? 'ignored' : (verdict?.state ?? 'done')
  }

  function conclude(decision: Decision, answer: DecisionAnswer): Verdict | null {
    const { action, request } = decision
    if (answer.outcome === 'done') {
      // Before the row leaves, while what comes next is still known.
      onDone(decision)
      rememberAct(`${request.name} of ${request.owner.name} was ${pastWords[action]}.`)
      showToast({ tone: 'good', title: `Concur confirmed: ${request.name} ${pastWords[action]}` })
    }
    rememberDecision(client, decision, answer)
    if (answer.outcome === 'done') return null
    return {
      state: answer.outcome,
      action,
      message: answer.message,
      correlationId: answer.concur?.correlationId,
    }
  }

  function concludeProblem({ action, request }: Decision, error: unknown): Verdict {
    // A network that went silent after a write says as little as a Concur that did.
    if (error instanceof BffProblem && error.problem.status === 0)
      return { state: 'unknown', action, message: error.problem.detail }
    if (error instanceof BffProblem && error.problem.status === 409)
      void client.invalidateQueries({ queryKey: requestOptions(request.requestKey).queryKey })
    return { state: 'problem', action, error }
  }

  /** Reads the request again after an outcome that nobody knows. */
  async function lookAgain(requestKey: string): Promise<void> {
    const fresh = await client.fetchQuery({ ...requestOptions(requestKey), staleTime: 0 })
    show(requestKey, null)
    showToast({ tone: 'neutral', title: `Concur now says “${fresh.status.name}”`, detail: fresh.name })
  }

  return {
    verdictOf: (requestKey: string) => verdicts.get(requestKey),
    decide: run,
    lookAgain,
    dismiss: (requestKey: string) => show(requestKey, null),
  }
}

export type Decisions = ReturnType<typeof useDecisions>
