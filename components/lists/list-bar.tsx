import { ChevronLeft, Download, Plus, Upload } from 'lucide-react'
import Link from 'next/link'
import { PageBar } from '#components/shell/page-bar.tsx'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import type { List } from '#lib/contracts/lists.ts'
import { levelWords } from './level-words.ts'

interface ListBarProps {
  list: List
  onBack: () => void
  onAdd: () => void
  onExport: () => void
  loadDialogs: () => Promise<unknown>
}

/** What can be done with the whole list. */
export function ListBar({ list, onBack, onAdd, onExport, loadDialogs }: ListBarProps) {
  const load = () => loadAhead(loadDialogs)
  return (
    <div className="flex flex-none items-stretch bg-canvas max-desk:border-b max-desk:border-line">
      <IconButton
        icon={ChevronLeft}
        label="Back to the lists"
        onClick={onBack}
        className="my-auto ml-1 desk:hidden"
      />
      <div className="min-w-0 flex-1 max-desk:-ml-2.5 max-desk:[&>header]:border-b-0">
        <PageBar
          title={list.name}
          summary={[levelWords(list.levels), list.isVendor ? 'vendor list' : ''].filter(Boolean).join(' · ')}
          actions={
            <>
              <Button onPointerEnter={load} onClick={onExport}>
                <Download aria-hidden="true" />
                <span className="max-wide:sr-only">Export…</span>
              </Button>
              <Link
                href={`/lists/${encodeURIComponent(list.id)}/import`}
                prefetch={false}
                className={buttonLook()}
              >
                <Upload aria-hidden="true" />
                <span className="max-wide:sr-only">Import</span>
              </Link>
              <Button variant="primary" keys="a" onPointerEnter={load} onClick={onAdd}>
                <Plus aria-hidden="true" />
                <span className="max-desk:sr-only">Add item</span>
              </Button>
            </>
          }
        />
      </div>
    </div>
  )
}
