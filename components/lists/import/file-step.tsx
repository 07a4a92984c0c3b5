import { FileSpreadsheet, Upload } from 'lucide-react'
import { type ClipboardEvent, useEffect, useEffectEvent } from 'react'
import { DropZone } from 'react-aria-components/DropZone'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import { Meter } from '#components/ui/meter.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { saveCsv } from '#lib/browser/save-csv.ts'
import type { List, ListOperation } from '#lib/contracts/lists.ts'
import { templateCsv } from './item-csv.ts'
import { OperationChoice } from './operation-choice.tsx'
import type { ReadProgress } from './read-text.ts'
import type { UnreadableTable } from './unreadable-table.ts'
import type { ImportSource } from './use-import-table.ts'

interface FileStepProps {
  list: List
  operation: ListOperation
  withChildren: boolean
  onOperationChange: (operation: ListOperation, withChildren: boolean) => void
  onSource: (source: ImportSource) => void
  reading: { name: string; progress: ReadProgress | null } | null
  onStop: () => void
  error: UnreadableTable | null
}

export function FileStep(props: FileStepProps) {
  const { list, onSource, reading, error } = props
  const takeFile = (file: File | null | undefined) => {
    if (file && !reading) onSource({ name: file.name, blob: file })
  }
  const takeText = (text: string) => {
    if (text.trim() !== '' && !reading) onSource({ name: null, blob: new Blob([text]) })
  }
  usePagePaste(takeFile, takeText)
  return (
    <div className="grid max-w-220 gap-6">
      <OperationChoice
        operation={props.operation}
        withChildren={props.withChildren}
        levels={list.levels}
        onChange={props.onOperationChange}
      />
      {reading ? (
        <Reading name={reading.name} progress={reading.progress} onStop={props.onStop} />
      ) : (
        <DropArea onFile={takeFile} />
      )}
      {error ? (
        <Notice tone="bad" role="alert" title={error.title}>
          {error.message} <span className="text-ink-2">Nothing was uploaded.</span>
        </Notice>
      ) : null}
      <TextArea
        label="Or paste rows from a spreadsheet"
        rows={3}
        disabled={reading !== null}
        placeholder="Copy the rows, come here and press Ctrl V"
        value=""
        onChange={({ target: { value } }) => {
          // Dropped text, and phones that paste in their own way; a letter that somebody types is no table.
          if (/[\t\n]/.test(value)) takeText(value)
        }}
        onPaste={(event) => {
          // The box would take seconds to draw a large paste that nobody reads there.
          event.preventDefault()
          takeClipboard(event, takeFile, takeText)
        }}
      />
      <p className="text-ink-2">
        No file yet?{' '}
        <button
          type="button"
          className="link"
          onClick={() => saveCsv(`${list.name} template.csv`, templateCsv(list.levels))}
        >
          Download a template
        </button>{' '}
        with the columns of this list. A parent stands in a row of its own, with its deeper codes left empty.
      </p>
    </div>
  )
}

function DropArea({ onFile }: { onFile: (file: File | null | undefined) => void }) {
  return (
    <DropZone
      aria-label="Drop a file here"
      getDropOperation={() => 'copy'}
      onDrop={async ({ items }) => {
        const file = items.find((item) => item.kind === 'file')
        if (file?.kind === 'file') onFile(await file.getFile())
      }}
      className={({ isDropTarget }) =>
        classes(
          'grid justify-items-center gap-2 rounded-xl border border-dashed px-6 py-10 text-center transition-colors duration-100',
          isDropTarget ? 'border-accent bg-accent-soft' : 'border-edge bg-surface',
        )
      }
    >
      <FileSpreadsheet aria-hidden="true" className="size-6! text-ink-3" />
      <p className="font-title">Drop a CSV file or an Excel workbook here</p>
      <p className="text-ink-2">
        Up to 200,000 rows and 64 MB. It is read in your browser; nothing is uploaded yet.
      </p>
      <label
        className={classes(
          buttonLook('primary', 'medium'),
          'mt-1 focus-within:outline-2 focus-within:outline-accent',
        )}
      >
        <Upload aria-hidden="true" />
        Choose a file
        <input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          className="sr-only"
          onChange={(event) => {
            onFile(event.target.files?.[0])
            // The same file again, once it was mended, is a change too.
            event.target.value = ''
          }}
        />
      </label>
    </DropZone>
  )
}

interface ReadingProps {
  name: string
  progress: ReadProgress | null
  onStop: () => void
}

function Reading({ name, progress, onStop }: ReadingProps) {
  const share = progress?.share ?? null
  return (
    <div className="grid content-center gap-3 rounded-xl border border-line bg-surface px-6 py-10">
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="min-w-0 truncate tabular-nums">
          Reading {name}
          {progress && progress.rows > 0 ? `: ${formatCount(progress.rows)} rows` : ' …'}
        </p>
        <Button onClick={onStop}>Stop</Button>
      </div>
      <Meter
        label="Read"
        total={100}
        segments={[{ tone: 'accent', value: Math.round(100 * (share ?? 0)), label: '% read' }]}
      />
    </div>
  )
}

/** Rows can be pasted anywhere on the page, not only into the box. */
function usePagePaste(takeFile: (file: File) => void, takeText: (text: string) => void): void {
  const onPaste = useEffectEvent((event: globalThis.ClipboardEvent) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea')
    if (!typing) takeClipboard(event, takeFile, takeText)
  })
  useEffect(() => {
    const listener = (event: globalThis.ClipboardEvent) => onPaste(event)
    window.addEventListener('paste', listener)
    return () => window.removeEventListener('paste', listener)
  }, [])
}

function takeClipboard(
  { clipboardData }: ClipboardEvent | globalThis.ClipboardEvent,
  takeFile: (file: File) => void,
  takeText: (text: string) => void,
): void {
  // A spreadsheet puts a picture of the cells beside their text.
  const text = clipboardData?.getData('text/plain') ?? ''
  const file = clipboardData?.files[0]
  if (text !== '') takeText(text)
  else if (file) takeFile(file)
}
