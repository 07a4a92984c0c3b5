'use client'

import { Dialog } from '#components/ui/dialog.tsx'
import { boundKeys } from './use-keys.ts'

const everywhere = [
  { keys: 'Ctrl K', label: 'Command palette (⌘ K on a Mac)' },
  { keys: '?', label: 'This help' },
  { keys: 'Esc', label: 'Close a dialog, leave a field' },
]

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const onPage = boundKeys().filter(({ keys }) => everywhere.every((line) => line.keys !== keys))
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <div className="grid gap-4 pb-3">
        {onPage.length > 0 ? <Keys title="On this page" lines={onPage} /> : null}
        <Keys title="Everywhere" lines={everywhere} />
      </div>
    </Dialog>
  )
}

function Keys({ title, lines }: { title: string; lines: readonly { keys: string; label: string }[] }) {
  return (
    <section>
      <h3 className="text-small font-strong text-ink-2">{title}</h3>
      <dl className="mt-1">
        {lines.map(({ keys, label }) => (
          <div
            key={keys}
            className="flex items-center justify-between border-b border-line-soft py-1.5 last:border-0"
          >
            <dt className="text-ink">{label}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map((key) => (
                <kbd
                  key={key}
                  className="min-w-5 rounded border border-line-strong bg-sunken px-1.5 text-center font-sans text-small"
                >
                  {names[key] ?? key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const names: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}
