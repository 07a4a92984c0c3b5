import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** Label and value; a fact without a value is not drawn. */
export type Fact = readonly [label: string, value: ReactNode]

export function FactList({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return (
    <dl className="flex flex-wrap gap-x-7 gap-y-3 max-desk:grid max-desk:grid-cols-2 max-desk:gap-x-5">
      {known.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-small text-ink-3">{label}</dt>
          <dd className="font-strong wrap-break-word">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface FoldedFactsProps {
  /** Stands there while folded, and without anything to unfold it stands alone. */
  label: ReactNode
  facts: readonly Fact[]
  children?: ReactNode
}

/** Facts that few people ask for, one press away. */
export function FoldedFacts({ label, facts, children }: FoldedFactsProps) {
  const some = facts.some(([, value]) => value !== null && value !== undefined && value !== '')
  if (!some && !children) return <p className="text-ink-2">{label}</p>
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center gap-1 rounded text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        {label}
        <ChevronRight
          aria-hidden="true"
          className="size-3! text-ink-3 transition-transform group-open:rotate-90"
        />
      </summary>
      <div className="mt-1.5 grid gap-3 rounded-md bg-sunken px-3 py-2.5">
        {some ? <FactList facts={facts} /> : null}
        {children}
      </div>
    </details>
  )
}
