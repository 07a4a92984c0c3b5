import { type Spread, spreadOf } from './spread.ts'

export interface Aim {
  /** What is held against the aim: the ratio, or our own value where the aim is an amount. */
  of: 'ratio' | 'ours'
  atLeast?: number
  atMost?: number
}

/** One line of the table. */
export interface Figure {
  part: 'a' | 'b' | 'c' | 'd' | 'e' | 'f'
  what: string
  unit: string
  ours: Spread
  against: string
  theirs?: Spread
  ratio?: Spread
  aim?: Aim
  met?: boolean
  note?: string
}

interface Measured {
  part: Figure['part']
  what: string
  unit: string
  against: string
  /** By round; both sides of a round were measured right after each other. */
  ours: readonly number[]
  theirs?: readonly number[]
  aim?: Aim
  note?: string
}

/** The ratio is taken in each round, in which the machine was equally busy for both; what is shown is the middle of those. */
export function figure({ ours, theirs, ...rest }: Measured): Figure {
  const made: Figure = { ...rest, ours: spreadOf(ours) }
  if (theirs) {
    made.theirs = spreadOf(theirs)
    made.ratio = spreadOf(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
  }
  if (rest.aim) made.met = meets(rest.aim, rest.aim.of === 'ours' ? made.ours.median : made.ratio?.median)
  return made
}

function meets({ atLeast, atMost }: Aim, value = Number.NaN): boolean {
  if (atLeast !== undefined) return value >= atLeast
  return value <= (atMost ?? Number.NaN)
}
