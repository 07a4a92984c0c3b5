import { Check } from 'lucide-react'

export function Brand() {
  return (
    <span className="flex items-center gap-2 font-title tracking-tight">
      <span
        aria-hidden="true"
        className="grid size-4.5 place-items-center rounded-[5px] bg-accent text-accent-ink"
      >
        <Check className="size-3! stroke-3!" />
      </span>
      Clearance
    </span>
  )
}
