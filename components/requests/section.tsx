import { type ReactNode, useId } from 'react'

export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-2 text-small font-strong text-ink-2">
        {title}
      </h3>
      {children}
    </section>
  )
}
