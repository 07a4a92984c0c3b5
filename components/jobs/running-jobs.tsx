'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useNavCount } from '#components/shell/nav-counts.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { runningJobsOptions } from './jobs.queries.ts'

const JobsTray = lazy(() => import('./jobs-tray.tsx').then((module) => ({ default: module.JobsTray })))

/** Most pages are open while nothing runs: the tray is loaded with the first job, and stays to tell how it ended. */
export function RunningJobs() {
  const running = useQuery(runningJobsOptions()).data?.items
  useNavCount('jobs', running?.length)
  const [first, setFirst] = useState<readonly Job[]>()
  if (running?.length && !first) setFirst(running)
  return first ? (
    <Suspense>
      <JobsTray first={first} />
    </Suspense>
  ) : null
}
