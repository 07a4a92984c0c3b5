import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { CheckAnswer, ListOperation, ListRow } from '#lib/contracts/lists.ts'
import { checkRows } from './import.queries.ts'
import type { WantedRows } from './import-messages.ts'
import type { ImportSession } from './import-session.ts'

export interface WantedCheck {
  wanted: WantedRows
  operation: ListOperation
  withChildren: boolean
}

/** A check, and the rows that it speaks of as they were when they were checked. */
export interface CheckedImport extends WantedCheck {
  answer: CheckAnswer
  items: ReadonlyMap<number, ListRow>
}

/** The check of all rows. A new one ends the one before, as does leaving the page. */
export function useCheck(listId: string, session: ImportSession) {
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])
  return useMutation({
    mutationFn: async (asked: WantedCheck): Promise<CheckedImport> => {
      running.current?.abort()
      const controller = new AbortController()
      running.current = controller
      const body = await session.writeBody(asked.wanted, batchOf(asked))
      const answer = await checkRows(listId, body, controller.signal)
      const rows = spokenOf(answer)
      const picked = await session.pickRows(asked.wanted, rows)
      const items = new Map(rows.flatMap((row, index) => (picked[index] ? [[row, picked[index]]] : [])))
      return { ...asked, answer, items }
    },
  })
}

export function batchOf({ operation, withChildren }: Omit<WantedCheck, 'wanted'>) {
  return { operation, withChildren: operation === 'delete' ? withChildren : undefined }
}

function spokenOf({ problems, examples, changedCodes }: CheckAnswer): number[] {
  const rows = [problems, ...Object.values(examples), changedCodes].flat().map(({ row }) => row)
  return [...new Set(rows)]
}
