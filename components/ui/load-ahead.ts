/** Fetches code that is soon wanted. Where that fails nothing is lost yet: it is fetched again when it is asked for. */
export function loadAhead(load: () => Promise<unknown>): void {
  load().catch(() => undefined)
}
