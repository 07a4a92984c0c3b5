import type { Scan } from '#lib/contracts/exceptions.ts'
import { ClearManyDialog } from './clear-many-dialog.tsx'
import type { ScanBody } from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'
import { OpenReportDialog } from './open-report-dialog.tsx'
import { ScanDialog } from './scan-dialog.tsx'

export type Question =
  | { kind: 'clear'; chosen: readonly Clearable[] }
  | { kind: 'scan' }
  | { kind: 'open-report' }

interface ExceptionsDialogsProps {
  asked: Question
  scan: Scan | null | undefined
  scanPending: boolean
  scanError: unknown
  onScan: (body: ScanBody) => void
  onCleared: () => void
  onOpenReport: (reportId: string) => void
  onClose: () => void
}

/** The dialog of one question, loaded with the first one. */
export function ExceptionsDialogs(props: ExceptionsDialogsProps) {
  const { asked, onClose } = props
  if (asked.kind === 'clear')
    return <ClearManyDialog chosen={asked.chosen} onEnded={props.onCleared} onClose={onClose} />
  if (asked.kind === 'scan')
    return (
      <ScanDialog
        filter={props.scan?.filter ?? {}}
        pending={props.scanPending}
        error={props.scanError}
        onScan={props.onScan}
        onClose={onClose}
      />
    )
  return <OpenReportDialog onOpen={props.onOpenReport} onClose={onClose} />
}
