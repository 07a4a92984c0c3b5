/** What a page does to its table from a key. The cursor is the row that has, or would get, the focus. */
export interface TableHandle {
  /** Moves the cursor, brings it into view and returns its key. */
  move: (by: number) => string | null
  cursor: () => string | null
  /** Opens the row under the cursor. */
  activate: () => void
  /** Ticks or unticks the row under the cursor. */
  toggle: () => void
  focus: () => void
  scrollTo: (key: string) => void
}
