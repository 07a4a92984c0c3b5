import { useEffect, useRef, useState } from 'react'
import { saveCsv } from '#lib/browser/save-csv.ts'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'
import { itemsCsv } from './items-csv.ts'
import { readItems } from './lists.queries.ts'
import { itemsInOrder, type Walked, walkBranches } from './walk-branches.ts'

type ExportState = 'idle' | 'reading' | 'stopped' | 'problem' | 'done'

/** Reads a list or a branch from Concur and saves it. What was read before a stop or a failure is not read again. */
export function useExport(list: List, from: ListItem | null) {
  const [state, setState] = useState<ExportState>('idle')
  const [walked, setWalked] = useState<Walked>({ items: 0, branches: 0, toGo: 0 })
  const [error, setError] = useState<unknown>(null)
  const [branches] = useState(() => new Map<string, readonly ListItem[]>())
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])
  const codes = from?.codes ?? []

  function save(): void {
    const items = [...(from ? [from] : []), ...itemsInOrder(branches, codes)]
    const name = [list.name, from ? codePath(codes) : ''].filter(Boolean).join(' ')
    saveCsv(`${name}.csv`, itemsCsv(list, items))
  }

  async function start(): Promise<void> {
    const controller = new AbortController()
    running.current = controller
    setState('reading')
    try {
      await walkBranches({
        from: codes,
        branches,
        signal: controller.signal,
        read: (parent, signal) => readItems({ listId: list.id, parent }, signal),
        onProgress: setWalked,
      })
      save()
      setState('done')
    } catch (problem) {
      setError(problem)
      setState(controller.signal.aborted ? 'stopped' : 'problem')
    }
  }

  return {
    state,
    walked,
    error,
    start: () => void start(),
    stop: () => running.current?.abort(),
    saveAgain: save,
  }
}
