import { useMutation } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useLeaveGuard } from '#components/forms/use-leave-guard.ts'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { List, ListOperation, ListRow } from '#lib/contracts/lists.ts'
import { CheckBar } from './check-bar.tsx'
import { CheckSkeleton } from './check-skeleton.tsx'
import { CheckStep } from './check-step.tsx'
import { columnComplaints } from './column-complaints.ts'
import type { Columns } from './columns.ts'
import { ColumnsStep } from './columns-step.tsx'
import { FileStep } from './file-step.tsx'
import { firstColumns, headerOf } from './first-columns.ts'
import { startBatches } from './import.queries.ts'
import type { TableSummary } from './import-messages.ts'
import { rememberColumns } from './remembered-columns.ts'
import { type ImportStep, StepTrail } from './step-trail.tsx'
import { UnreadableTable } from './unreadable-table.ts'
import { batchOf, useCheck } from './use-check.ts'
import { type ImportSource, sourceName, useImportTable } from './use-import-table.ts'

const LeaveDialog = lazy(() =>
  import('#components/forms/leave-dialog.tsx').then((module) => ({ default: module.LeaveDialog })),
)

interface ReadTable {
  source: ImportSource
  table: TableSummary
  recalled: boolean
}

const noEdits: ReadonlyMap<number, ListRow> = new Map()

export function ImportDesk({ list }: { list: List }) {
  const router = useRouter()
  const [step, setStep] = useState<ImportStep>('file')
  const [operation, setOperation] = useState<ListOperation>('merge')
  const [withChildren, setWithChildren] = useState(false)
  const [read, setRead] = useState<ReadTable | null>(null)
  const [columns, setColumns] = useState<Columns | null>(null)
  const [edits, setEdits] = useState(noEdits)
  const file = useImportTable((source, table) => {
    const first = firstColumns(table, list.id, list.levels)
    setRead({ source, table, recalled: first.recalled })
    setColumns(first.columns)
    setEdits(noEdits)
    setStep('columns')
  })
  const check = useCheck(list.id, file.session)
  const checked = check.data
  const run = useMutation({
    mutationFn: async () => {
      if (!read || !columns) throw new Error('There is nothing to run.')
      const rest = { ...batchOf({ operation, withChildren }), source: titleOf(read.source) }
      return startBatches(list.id, await file.session.writeBody({ columns, edits }, rest))
    },
    onSuccess: ({ jobId }) => router.push(`/jobs/${jobId}`),
  })
  const guard = useLeaveGuard(edits.size > 0 && !run.isSuccess)
  const heading = useStepFocus(step)

  const [complaint] =
    read && columns ? columnComplaints(columns, { table: read.table, operation, levels: list.levels }) : []
  const rowCount = read && columns ? read.table.rowCount - (columns.hasHeader ? 1 : 0) : 0
  const rows = `${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'}`

  const onEdit = useCallback(
    (changed: ReadonlyMap<number, ListRow>) => setEdits((before) => new Map([...before, ...changed])),
    [],
  )

  function goToCheck(): void {
    if (!read || !columns) return
    if (columns.hasHeader) rememberColumns(list.id, headerOf(read.table), columns)
    setStep('check')
    check.mutate({ wanted: { columns, edits }, operation, withChildren })
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="grid flex-none gap-3.5 px-3.5 pt-3 pb-4 desk:px-6">
        <div>
          <Link
            href={`/lists?list=${encodeURIComponent(list.id)}`}
            className="-ml-1 inline-flex items-center gap-0.5 rounded pr-1 text-ink-2 hover:text-ink max-desk:min-h-9"
          >
            <ChevronLeft aria-hidden="true" className="size-3.5!" />
            {list.name}, {list.levels} {list.levels === 1 ? 'level' : 'levels'}
          </Link>
          <h1 ref={heading} tabIndex={-1} className="wrap-break-word outline-none">
            {read && step !== 'file' ? `Import ${sourceName(read.source)}` : `Import into ${list.name}`}
          </h1>
        </div>
        <StepTrail step={step} disabled={run.isPending || file.reading} onGo={setStep} />
      </header>
      {step === 'file' ? (
        <Scroll>
          <FileStep
            list={list}
            operation={operation}
            withChildren={withChildren}
            onOperationChange={(next, children) => {
              setOperation(next)
              setWithChildren(children)
            }}
            onSource={file.read}
            reading={
              file.reading && file.source ? { name: sourceName(file.source), progress: file.progress } : null
            }
            onStop={() => {
              file.stop()
              setRead(null)
            }}
            error={file.error}
          />
        </Scroll>
      ) : null}
      {step === 'file' && read && !file.reading ? (
        <Foot>
          <Button variant="primary" size="thumb" onClick={() => setStep('columns')}>
            {`Go on with ${sourceName(read.source)}`}
          </Button>
        </Foot>
      ) : null}
      {step === 'columns' && read && columns ? (
        <>
          <Scroll>
            <ColumnsStep
              list={list}
              table={read.table}
              columns={columns}
              onChange={(changed) => {
                setColumns(changed)
                // They were made of other columns, and a header that is none counts all rows anew.
                setEdits(noEdits)
              }}
              onReadAgain={file.readAgain}
              reading={file.reading}
              error={file.error}
              recalled={read.recalled}
            />
          </Scroll>
          <Foot>
            <Button
              variant="primary"
              size="thumb"
              disabled={complaint !== undefined || file.reading}
              onClick={goToCheck}
            >
              {`Check ${rows}`}
            </Button>
            <p role="status" className={complaint ? 'text-warn' : 'text-ink-2'}>
              {complaint ?? 'Nothing has been sent to Concur yet.'}
            </p>
          </Foot>
        </>
      ) : null}
      {step === 'check' ? (
        <>
          {check.isPending ? <CheckSkeleton rows={rows} /> : null}
          {check.error && !check.isPending ? (
            <div className="px-3.5 desk:px-6">
              <FailureNotice error={check.error} onRetry={goToCheck} />
            </div>
          ) : null}
          {checked && !check.isPending ? (
            <CheckStep list={list} checked={checked} edits={edits} onEdit={onEdit} />
          ) : null}
          {run.error ? (
            <div className="px-3.5 pb-3 desk:px-6">
              <FailureNotice error={run.error} />
            </div>
          ) : null}
          {checked && !check.isPending ? (
            <Foot>
              <CheckBar
                list={list}
                checked={checked}
                edits={edits}
                onCheckAgain={goToCheck}
                onRun={() => run.mutate()}
                running={run.isPending || run.isSuccess}
              />
            </Foot>
          ) : null}
        </>
      ) : null}
      <Suspense>{guard.leaving ? <LeaveDialog onLeave={guard.leave} onStay={guard.stay} /> : null}</Suspense>
    </div>
  )
}

/** As the contract takes it: no control characters, no half of a pair, at most 200 units. */
function titleOf(source: ImportSource): string {
  return sourceName(source)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 200)
    .replace(/[\ud800-\udbff]$/, '')
}

/** Of the BFF, or of the worker in this browser. */
function FailureNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!(error instanceof UnreadableTable)) return <ProblemNotice error={error} onRetry={onRetry} />
  return (
    <Notice tone="bad" role="alert" title={error.title}>
      {error.message} Nothing was sent to Concur.
    </Notice>
  )
}

function Scroll({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-auto px-3.5 pt-1 pb-6 desk:px-6">{children}</div>
}

function Foot({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-none flex-wrap items-center gap-x-2 gap-y-2 border-t border-line bg-canvas px-3.5 py-2.5 desk:px-6">
      {children}
    </footer>
  )
}

/** Another step is another page for ears: its heading is read, not what stood under the pressed button. */
function useStepFocus(step: ImportStep) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [first] = useState(step)
  const left = useRef(false)
  useEffect(() => {
    left.current ||= step !== first
    if (left.current) heading.current?.focus()
  }, [step, first])
  return heading
}
