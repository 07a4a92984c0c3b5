import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { RestProgress } from './use-load-the-rest.ts'

interface TruncatedBarProps {
  loaded: number
  progress: RestProgress
  onLoad: () => void
  onStop: () => void
}

/** Concur has no paging: a full answer may hide more. */
export function TruncatedBar({ loaded, progress, onLoad, onStop }: TruncatedBarProps) {
  const { state, windowsToGo, overfull, error } = progress
  const windows = `${formatCount(windowsToGo)} ${windowsToGo === 1 ? 'window' : 'windows'} to go`
  const words = {
    idle: `${formatCount(loaded)} of possibly more. Concur answers at most 1000 at once.`,
    loading: `${formatCount(loaded)} loaded, ${windows}`,
    stopped: `Stopped: ${formatCount(loaded)} loaded, ${windows}`,
    problem: `${formatCount(loaded)} loaded, ${windows}`,
    done:
      overfull > 0
        ? `${formatCount(loaded)} loaded. In ${overfull} ${overfull === 1 ? 'second' : 'seconds'} more was modified than Concur answers at once.`
        : `All ${formatCount(loaded)} loaded.`,
  }[state]
  return (
    <div className="grid flex-none gap-2 border-b border-line bg-sunken px-3.5 py-1.5 text-small text-ink-2">
      <div className="flex min-h-6.5 flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="min-w-0 flex-1 tabular-nums">
          {words}
        </p>
        {state === 'loading' ? (
          <Button size="small" onClick={onStop}>
            Stop
          </Button>
        ) : state === 'done' ? null : (
          <Button size="small" onClick={onLoad}>
            {state === 'idle' ? 'Load the rest' : 'Go on'}
          </Button>
        )}
      </div>
      {state === 'problem' ? <ProblemNotice error={error} onRetry={onLoad} /> : null}
    </div>
  )
}
