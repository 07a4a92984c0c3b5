/**
 * Concur answers at most 1000 requests and pages nothing. What lies beyond is reached by asking for less time at once:
 * a window of the modified date whose answer is full is halved, and its halves are asked for in its place.
 *
 * Moments are whole UTC seconds. Concur does not say whether "modified after" and "modified before" include the
 * moment itself, so neighbouring windows share the second between them and rows that come twice are counted once.
 */
export interface ModifiedWindow {
  after: number
  before: number
}

export interface WindowPlan {
  /** The whole stretch of time. Its ends are left open in the question when the person set none. */
  whole: ModifiedWindow
  openStart: boolean
  openEnd: boolean
  /** Still to be asked for, the next one first. */
  waiting: readonly ModifiedWindow[]
  /** A single second that alone fills an answer: nothing smaller can be asked for. */
  overfull: readonly ModifiedWindow[]
}

interface ModifiedRange {
  modifiedAfter?: string | undefined
  modifiedBefore?: string | undefined
}

/** Concur Travel Request is younger than this. */
const farPast = Date.UTC(2000, 0, 1) / 1000

/** After the whole answer came back full: its two halves wait, the newer first. */
export function planWindows(range: ModifiedRange, nowSeconds: number): WindowPlan {
  const whole = {
    after: range.modifiedAfter ? secondsOf(range.modifiedAfter) : farPast,
    before: range.modifiedBefore ? secondsOf(range.modifiedBefore) : nowSeconds,
  }
  const plan = {
    whole,
    openStart: !range.modifiedAfter,
    openEnd: !range.modifiedBefore,
    waiting: [whole],
    overfull: [],
  }
  return afterAnswer(plan, true)
}

/** The plan once the first waiting window was answered. */
export function afterAnswer(plan: WindowPlan, full: boolean): WindowPlan {
  const [answered, ...waiting] = plan.waiting
  if (!answered || !full) return { ...plan, waiting }
  const halves = halve(answered)
  if (!halves) return { ...plan, waiting, overfull: [...plan.overfull, answered] }
  return { ...plan, waiting: [...halves, ...waiting] }
}

/** The newer half first; null for a window that holds one second. */
export function halve({ after, before }: ModifiedWindow): [ModifiedWindow, ModifiedWindow] | null {
  if (before - after <= 2) return null
  const middle = after + Math.floor((before - after) / 2)
  return [
    { after: middle, before },
    { after, before: middle + 1 },
  ]
}

/** What to ask Concur for. The outer ends stay open so that a clock that runs ahead of ours hides nothing. */
export function rangeOf(window: ModifiedWindow, plan: WindowPlan): ModifiedRange {
  return {
    modifiedAfter: plan.openStart && window.after === plan.whole.after ? undefined : momentOf(window.after),
    modifiedBefore: plan.openEnd && window.before === plan.whole.before ? undefined : momentOf(window.before),
  }
}

/** Rows once each by key, later answers winning and the order of first sight kept. */
export function mergeByKey<Row extends { requestKey: string }>(
  ...answers: readonly (readonly Row[])[]
): Row[] {
  const rows = new Map<string, Row>()
  for (const answer of answers) for (const row of answer) rows.set(row.requestKey, row)
  return [...rows.values()]
}

function secondsOf(moment: string): number {
  return Date.parse(moment.includes('T') ? `${moment}Z` : `${moment}T00:00:00Z`) / 1000
}

function momentOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19)
}
