import { useQueryClient } from '@tanstack/react-query'
import { AddExceptionDialog } from './add-exception-dialog.tsx'
import { ClearDialog } from './clear-dialog.tsx'
import { ClearManyDialog, type ClearManyDialogProps } from './clear-many-dialog.tsx'
import { placeKey } from './exception-place.ts'
import { reportExceptionsOptions } from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'
import { GoneNotice, ReadingAgain } from './fresh-notices.tsx'
import { placeTitle } from './place-words.ts'
import { flatten, type PlaceNode } from './report-tree.ts'
import { useFreshReport } from './use-fresh-report.ts'

export type Question = { kind: 'clear'; chosen: readonly Clearable[] } | { kind: 'add'; node: PlaceNode }

interface ReportDialogsProps {
  asked: Question
  tree: readonly PlaceNode[]
  onCleared: (chosen: readonly Clearable[]) => void
  /** With the key of the row that it has now. */
  onAdded: (key: string) => void
  onClose: () => void
}

/** The dialog of one question, loaded with the first one. */
export function ReportDialogs({ asked, tree, onCleared, onAdded, onClose }: ReportDialogsProps) {
  const client = useQueryClient()
  if (asked.kind === 'add')
    return (
      <AddExceptionDialog
        node={asked.node}
        onAdded={(code) => onAdded(`${asked.node.key}/${code}`)}
        onClose={onClose}
      />
    )
  const [one] = asked.chosen
  if (!one) return null
  if (asked.chosen.length > 1)
    return (
      <ClearManyHere
        chosen={asked.chosen}
        onEnded={() => {
          void client.invalidateQueries({ queryKey: reportExceptionsOptions(one.place.reportId).queryKey })
          onCleared(asked.chosen)
        }}
        onClose={onClose}
      />
    )
  const node = flatten(tree).find(({ key }) => key === placeKey(one.place))
  const times = node?.exceptions.filter(
    ({ exceptionCode }) => exceptionCode === one.exception.exceptionCode,
  ).length
  return (
    <ClearDialog
      one={one}
      where={node ? placeTitle(node) : ''}
      times={times ?? 1}
      onCleared={() => onCleared(asked.chosen)}
      onClose={onClose}
    />
  )
}

/** What is gone from the report by now is not asked for. */
function ClearManyHere({ chosen, onEnded, onClose }: Omit<ClearManyDialogProps, 'waiting' | 'notice'>) {
  const { state, gone, error } = useFreshReport(chosen)
  const standing = state === 'reading' ? chosen : chosen.filter((each) => !gone.includes(each))
  return (
    <ClearManyDialog
      chosen={standing}
      waiting={state !== 'fresh'}
      notice={
        <>
          <ReadingAgain state={state} error={error} />
          <GoneNotice gone={state === 'reading' ? 0 : gone.length} of={chosen.length} />
        </>
      }
      onEnded={onEnded}
      onClose={onClose}
    />
  )
}
