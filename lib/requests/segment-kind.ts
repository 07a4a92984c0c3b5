import type { Segment } from '#lib/contracts/requests.ts'

/** The seed lists the kinds in lower case ("air"), real answers name them in words ("Air Ticket", "Hotel Reservation"). */
const kinds: [RegExp, Segment['kind']][] = [
  [/\b(air|flight|airfare)/i, 'air'],
  [/\b(hotel|lodging)/i, 'hotel'],
  [/\b(rail|train)/i, 'rail'],
  [/\b(dining|restaurant)/i, 'dining'],
  [/\b(event|conference)/i, 'event'],
  [/\b(limo|limousine)/i, 'limo'],
  [/\btaxi/i, 'taxi'],
  [/\bparking/i, 'parking'],
  [/\b(car|rental)/i, 'car'],
]

export function segmentKind(type: string | null): Segment['kind'] {
  return kinds.find(([pattern]) => pattern.test(type ?? ''))?.[1] ?? 'other'
}
