import { type ReactNode, useId } from 'react'
import { useIsPhone } from '#components/ui/use-is-phone.ts'

export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId()
  // One below the heading of the request, which on a phone is the page's own.
  const Heading = useIsPhone() ? 'h2' : 'h3'
  return (
    <section aria-labelledby={id}>
      <Heading id={id} className="mb-2 text-small font-strong text-ink-2">
        {title}
      </Heading>
      {children}
    </section>
  )
}
