import { ChevronLeft, Plus } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { formatAmount, formatInstant } from '#components/ui/format.ts'
import { loadAhead } from '#components/ui/load-ahead.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Capability } from '#lib/contracts/me.ts'
import type { ReportSummary } from '#lib/contracts/reports.ts'

interface ReportHeadProps {
  report: ReportSummary
  ownerBySearch: ReportSummary['owner'] | undefined
  writes: Capability
  onAdd: () => void
  loadDialogs: () => Promise<unknown>
}

export function ReportHead({ report, ownerBySearch, writes, onAdd, loadDialogs }: ReportHeadProps) {
  const { name, owner, total, approvalStatus, submittedAt, reportId } = report
  const facts = [
    owner.name ?? ownerBySearch?.name ?? owner.login ?? ownerBySearch?.login ?? null,
    total ? formatAmount(total) : null,
    approvalStatus.name ?? approvalStatus.code,
    submittedAt ? `submitted ${formatInstant(submittedAt.iso, 'whole')}` : 'not submitted',
  ].filter((fact) => fact !== null)
  return (
    <div className="flex flex-none flex-wrap items-start gap-x-4 gap-y-2 px-3.5 pt-1 pb-3 desk:px-6">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="wrap-break-word">{name}</h1>
        <p className="text-ink-2">{facts.join(' · ')}</p>
        <p className="-ml-1">
          <CopyButton text={reportId} label="report id" />
        </p>
      </div>
      <Button
        keys="a"
        aria-disabled={!writes.allowed}
        title={writes.reason ?? undefined}
        onPointerEnter={() => loadAhead(loadDialogs)}
        onClick={onAdd}
      >
        <Plus aria-hidden="true" />
        <span>Add exception…</span>
      </Button>
    </div>
  )
}

export function BackToExceptions() {
  return (
    <div className="flex-none px-3.5 pt-3 desk:px-6">
      <Link
        href="/exceptions"
        className="-ml-1 inline-flex items-center gap-0.5 rounded pr-1 text-ink-2 hover:text-ink max-desk:min-h-9"
      >
        <ChevronLeft aria-hidden="true" className="size-3.5!" />
        Exceptions
      </Link>
    </div>
  )
}

export function ReportHeadSkeleton() {
  return (
    <div
      role="status"
      aria-label="Reading the report"
      className="grid flex-none gap-2 px-3.5 pt-1 pb-3 desk:px-6"
    >
      <div className="flex h-6 items-center">
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="flex h-5 items-center">
        <Skeleton className="h-3 w-96 max-w-full" />
      </div>
      <div className="flex h-4 items-center">
        <Skeleton className="h-3 w-40" />
      </div>
    </div>
  )
}
