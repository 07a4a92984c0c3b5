/** Where a row of a tree hangs. */
export interface TableBranch {
  /** From 1. */
  level: number
  /** Undefined where nothing can hang below. */
  open?: boolean
  /** Its place among its siblings, from 1. */
  position: number
  siblings: number
  /** Only says something, such as "Reading…": nothing to tick. */
  remark?: boolean
}
