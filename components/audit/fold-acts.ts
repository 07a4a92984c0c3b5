import type { AuditEntry } from '#lib/contracts/audit.ts'

/** One act of a person: its attempt and, once that is known, its outcome. */
export interface Act {
  id: string
  /** The newest entry of the act: its outcome, or the attempt as long as there is none. */
  last: AuditEntry
  /** Null where it is older than what was read, or left out by a filter. */
  attempt: AuditEntry | null
}

/** Puts the outcome and the attempt of an act together, at the place of the newer one. Entries come newest first. */
export function foldActs(entries: readonly AuditEntry[]): Act[] {
  const acts = new Map<string, Act>()
  for (const entry of entries) {
    const act = acts.get(entry.actId)
    if (!act)
      acts.set(entry.actId, {
        id: entry.actId,
        last: entry,
        attempt: entry.phase === 'attempt' ? entry : null,
      })
    else if (entry.phase === 'attempt') act.attempt = entry
    // Two entries of the same instant may come in either order.
    else if (act.last.phase === 'attempt') act.last = entry
  }
  return [...acts.values()]
}
