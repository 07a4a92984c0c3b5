import { useQueryClient } from '@tanstack/react-query'
import { AddExceptionDialog } from './add-exception-dialog.tsx'
import { ClearDialog } from './clear-dialog.tsx'
import { ClearManyDialog } from './clear-many-dialog.tsx'
import { placeKey } from './exception-place.ts'
import { reportExceptionsOptions } from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'
import { placeTitle } from './place-words.ts'
import { flatten, type PlaceNode } from './report-tree.ts'

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
      <ClearManyDialog
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
