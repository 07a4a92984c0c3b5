import type { JobEventName, JobEventOf } from '#lib/contracts/jobs.ts'

type Heard = { [Name in JobEventName]: (data: JobEventOf<Name>) => void } & {
  /** Whether events come. While they do not, the page has to ask. */
  live: (live: boolean) => void
}

/** A proxy that holds an event stream back opens it and lets nothing through: the first event is due at once. */
const FIRST_EVENT_MS = 4_000

/**
 * Hears what happens to a job after a revision, until it ends or the returned function is called. The browser reconnects by itself
 * and names the last event it had, so nothing is missed.
 */
export function watchJob(jobId: string, after: number, heard: Heard): () => void {
  const source = new EventSource(`/api/jobs/${encodeURIComponent(jobId)}/events?after=${after}`)
  const silence = setTimeout(() => heard.live(false), FIRST_EVENT_MS)
  const on = <Name extends JobEventName>(name: Name, hear: (data: JobEventOf<Name>) => void) =>
    source.addEventListener(name, ({ data }) => hear(JSON.parse(data)))
  const close = () => {
    clearTimeout(silence)
    source.close()
  }
  on('job', (data) => {
    clearTimeout(silence)
    heard.live(true)
    heard.job(data)
  })
  on('step', heard.step)
  on('results', heard.results)
  on('end', (data) => {
    close()
    heard.end(data)
  })
  source.addEventListener('error', () => heard.live(false))
  return close
}
