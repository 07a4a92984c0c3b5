import { useCommands } from '#components/shell/commands.ts'
import { useKeys } from '#components/shell/use-keys.ts'

export interface PageAct {
  /** As `KeyboardEvent.key` says it. */
  keys: string
  label: string
  run: () => void
  /** False keeps it out of help and palette; its key then does nothing. */
  offered?: boolean
}

/** Keys that the help lists and the palette offers. */
export function usePageActs(acts: readonly PageAct[]): void {
  const offered = acts.filter((act) => act.offered !== false)
  useKeys(Object.fromEntries(offered.map(({ keys, label, run }) => [keys, { label, run }])))
  useCommands(offered.map(({ keys, label, run }) => ({ id: `requests-${keys}`, label, keys, run })))
}
