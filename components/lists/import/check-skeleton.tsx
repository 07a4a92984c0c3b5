import { Skeleton } from '#components/ui/skeleton.tsx'

/** The size of what the check shows. */
export function CheckSkeleton({ rows }: { rows: string }) {
  return (
    <div role="status" aria-label={`Checking ${rows}`} className="grid gap-5 px-3.5 desk:px-6">
      <Skeleton className="h-15.5 w-120 max-w-full rounded-lg" />
      <p className="text-ink-2">
        Checking {rows} against what the list holds. Nothing has been sent to Concur yet.
      </p>
      <div className="grid gap-4">
        {['a', 'b', 'c', 'd', 'e'].map((line) => (
          <Skeleton key={line} className="h-5 w-full" />
        ))}
      </div>
    </div>
  )
}
