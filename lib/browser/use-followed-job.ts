import { useEffect, useRef } from 'react'

const followed = new Set<string>()

/** Whether a dialog stays with this job, or stayed to its end: then nobody else need say how it ended. */
export function isFollowed(jobId: string): boolean {
  return followed.has(jobId)
}

/** For a dialog that stays with a job. One that is left before the end leaves the last word to others. */
export function useFollowedJob(jobId: string | undefined, ended: boolean): void {
  const hasEnded = useRef(ended)
  useEffect(() => {
    hasEnded.current = ended
  })
  useEffect(() => {
    if (jobId === undefined) return
    followed.add(jobId)
    return () => {
      if (!hasEnded.current) followed.delete(jobId)
    }
  }, [jobId])
}
