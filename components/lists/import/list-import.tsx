'use client'

import { useQuery } from '@tanstack/react-query'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { listOptions } from './import.queries.ts'
import { ImportDesk } from './import-desk.tsx'

/** File, columns, check, run: rows of a file become a job on a list. */
export function ListImport({ listId }: { listId: string }) {
  const list = useQuery(listOptions(listId))
  if (list.data) return <ImportDesk list={list.data} />
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 bg-surface px-3.5 pt-4 desk:px-6">
      {list.error ? (
        <ProblemNotice
          error={list.error}
          retriesItself
          pending={list.isFetching}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <div role="status" aria-label="Reading the list" className="grid gap-4">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-6 w-72" />
          <Skeleton className="h-5 w-80" />
        </div>
      )}
    </div>
  )
}
