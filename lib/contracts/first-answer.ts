/** An answer of the BFF that comes with the page, so that the browser need not ask for it once its scripts run. */
export interface FirstAnswer {
  address: string
  status: number
  headers: Record<string, string>
  body: string
  /** When it was read, in epoch milliseconds. */
  readAt: number
}
