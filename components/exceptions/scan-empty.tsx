import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'

interface NoScanProps {
  pending: boolean
  error: unknown
  onRead: () => void
  onChoose: () => void
}

export function NoScan({ pending, error, onRead, onChoose }: NoScanProps) {
  return (
    <EmptyState
      title="Nothing was read yet"
      action={
        <>
          <Button variant="primary" pending={pending} onClick={onRead}>
            Read the reports
          </Button>
          <Button onClick={onChoose}>Choose which…</Button>
        </>
      }
    >
      <p>
        Concur has no list of exceptions across reports, so Clearance reads them report by report. Results
        appear as they come, and you can go on working meanwhile.
      </p>
      {error ? (
        <div className="mt-3 text-left">
          <ProblemNotice error={error} />
        </div>
      ) : null}
    </EmptyState>
  )
}

export function NothingFound({ reading }: { reading: boolean }) {
  return (
    <EmptyState title={reading ? 'No exceptions so far' : 'No report has an exception'}>
      {reading
        ? 'They appear here as they are read.'
        : 'Of the reports that were read, none has one. Other reports can be read too.'}
    </EmptyState>
  )
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No exception matches" action={<Button onClick={onClear}>Clear the filters</Button>}>
      The search looks at reports, their ids, owners, codes and messages.
    </EmptyState>
  )
}
