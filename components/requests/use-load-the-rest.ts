import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RequestQuery } from '#lib/contracts/requests.ts'
import { afterAnswer, mergeByKey, planWindows, rangeOf, type WindowPlan } from './modified-windows.ts'
import { type RequestListAnswer, requestListOptions, restOfListOptions } from './requests.queries.ts'

export interface RestProgress {
  state: 'idle' | 'loading' | 'stopped' | 'problem' | 'done'
  windowsToGo: number
  /** Seconds in which more was modified than Concur answers at once. */
  overfull: number
  error?: unknown
}

const idle: RestProgress = { state: 'idle', windowsToGo: 0, overfull: 0 }

/** Reads what lies beyond Concur's first thousand, one window after the other. What was loaded stays when it stops. */
export function useLoadTheRest(filter: RequestQuery, first: RequestListAnswer | undefined) {
  const client = useQueryClient()
  const asked = JSON.stringify(filter)
  const [{ of, progress }, setProgress] = useState({ of: asked, progress: idle })
  const plan = useRef<WindowPlan>(undefined)
  const stop = useRef<AbortController>(undefined)
  // Another filter is another question: what was under way for the last one ends.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter in words
  useEffect(
    () => () => {
      stop.current?.abort()
      plan.current = undefined
    },
    [asked],
  )

  async function load(): Promise<void> {
    const control = new AbortController()
    stop.current = control
    plan.current ??= planWindows(filter, Math.floor(Date.now() / 1000))
    let current = plan.current
    const tell = (state: RestProgress['state'], error?: unknown) =>
      setProgress({
        of: asked,
        progress: { state, windowsToGo: current.waiting.length, overfull: current.overfull.length, error },
      })
    tell('loading')
    try {
      for (let next = current.waiting[0]; next; next = current.waiting[0]) {
        const answer = await client.fetchQuery({
          ...requestListOptions({ ...filter, ...rangeOf(next, current) }),
          gcTime: 0,
          staleTime: 0,
        })
        if (control.signal.aborted) return
        const { queryKey } = restOfListOptions(filter)
        client.setQueryData(queryKey, (rows = []) => mergeByKey(first?.items ?? [], rows, answer.items))
        current = afterAnswer(current, answer.truncated)
        plan.current = current
        tell('loading')
      }
      plan.current = undefined
      tell('done')
    } catch (error) {
      if (!control.signal.aborted) tell('problem', error)
    }
  }

  return {
    progress: of === asked ? progress : idle,
    load,
    stop: () => {
      stop.current?.abort()
      setProgress((before) => ({ ...before, progress: { ...before.progress, state: 'stopped' } }))
    },
  }
}
