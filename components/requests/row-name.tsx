import type { RequestSummary } from '#lib/contracts/requests.ts'

export function RowName({ row }: { row: RequestSummary }) {
  return (
    <span className="min-w-0 truncate">
      <span className="font-strong">{row.name}</span> <span className="text-ink-2">{row.owner.name}</span>
    </span>
  )
}
