import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Scan, ScannedReport } from '#lib/contracts/exceptions.ts'
import { latestScanOptions, type ScanBody, scanKey, startScan } from './exceptions.queries.ts'

/** The last scan, and the way to another one. While that one reads, what the one before found stays until it was read again. */
export function useScan() {
  const client = useQueryClient()
  const latest = useQuery(latestScanOptions())
  const [before, setBefore] = useState<Scan | null>(null)
  const start = useMutation({
    mutationFn: (body: ScanBody) => startScan(body),
    onSuccess: () => client.invalidateQueries({ queryKey: scanKey }),
  })
  const scan = latest.data
  const running = scan?.endedAt === null
  const known = useMemo(() => reportsOf(scan, running ? before : null), [scan, running, before])

  return {
    latest,
    scan,
    running,
    /** Read by this scan, or by the one before. */
    known,
    start,
    refresh: () => {
      // What was cleared a moment ago is gone from the cache already, not from the render that this belongs to.
      const known = client.getQueryData(latestScanOptions().queryKey)
      if (!known || known.endedAt === null || start.isPending) return
      setBefore(known)
      start.mutate({ filter: known.filter, since: known.jobId })
    },
    readOthers: (body: ScanBody, onStarted: () => void) => {
      setBefore(null)
      start.mutate(body, { onSuccess: onStarted })
    },
  }
}

function reportsOf(scan: Scan | null | undefined, before: Scan | null): readonly ScannedReport[] {
  if (!scan) return []
  if (!before || before.jobId === scan.jobId) return scan.items
  const read = new Set(scan.items.map(({ reportId }) => reportId))
  return [...scan.items, ...before.items.filter(({ reportId }) => !read.has(reportId))]
}
