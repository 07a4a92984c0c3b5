import { Skeleton } from '#components/ui/skeleton.tsx'

/** As large as what comes, so that nothing jumps. */
export function RequestDetailsSkeleton() {
  return (
    <div role="status" aria-label="Reading the request" className="grid gap-5">
      <div className="grid gap-2">
        <Skeleton className="h-5.5 w-64 max-w-full" />
        <Skeleton className="h-4 w-40" />
      </div>
      <div className="flex flex-wrap gap-x-7 gap-y-3">
        {['w-20', 'w-32', 'w-36', 'w-24'].map((width) => (
          <div key={width} className="grid gap-1.5">
            <Skeleton className="h-3 w-12" />
            <Skeleton className={`h-4 ${width}`} />
          </div>
        ))}
      </div>
      <div className="grid gap-4">
        {[1, 2, 3].map((line) => (
          <div key={line} className="grid grid-cols-[92px_20px_1fr_72px] gap-3">
            <Skeleton className="h-9" />
            <Skeleton className="size-4" />
            <Skeleton className="h-9 max-w-72" />
            <Skeleton className="h-4" />
          </div>
        ))}
      </div>
      <div className="grid gap-2.5">
        {[1, 2, 3].map((line) => (
          <Skeleton key={line} className="h-5" />
        ))}
      </div>
    </div>
  )
}
