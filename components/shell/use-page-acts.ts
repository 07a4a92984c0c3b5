import { useCommands } from './commands.ts'
import { useKeys } from './use-keys.ts'

export interface PageAct {
  /** As `KeyboardEvent.key` says it; without one the act stands in the palette alone. */
  keys?: string
  label: string
  run: () => void
  /** False keeps it out of help and palette; its key then does nothing. */
  offered?: boolean
}

/** Keys that the help lists and the palette offers. */
export function usePageActs(acts: readonly PageAct[]): void {
  const offered = acts.filter((act) => act.offered !== false)
  useKeys(
    Object.fromEntries(offered.flatMap(({ keys, label, run }) => (keys ? [[keys, { label, run }]] : []))),
  )
  useCommands(offered.map(({ keys, label, run }) => ({ id: `act-${label}`, label, keys, run })))
}
