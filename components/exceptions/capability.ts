/** Whether something may be done, and why not. */
export interface Capability {
  allowed: boolean
  reason: string | null
}
