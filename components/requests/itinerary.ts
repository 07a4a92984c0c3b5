import type { Segment, TravelRequest } from '#lib/contracts/requests.ts'
import type { Day } from '#lib/contracts/values.ts'

/** Every segment of every expense by departure; those without a date last, in Concur's order. */
export function itinerary(request: Pick<TravelRequest, 'expenses'>): Segment[] {
  return request.expenses
    .flatMap(({ segments }) => segments)
    .toSorted((a, b) => compare(departureKey(a), departureKey(b)))
}

const kindWords: Record<Segment['kind'], string> = {
  air: 'Flight',
  rail: 'Train',
  hotel: 'Hotel',
  car: 'Car',
  limo: 'Limousine',
  taxi: 'Taxi',
  parking: 'Parking',
  dining: 'Dining',
  event: 'Event',
  other: 'Other',
}

/** Concur's own word where the kind is none that we know. */
function kindWord(segment: Segment): string {
  return segment.kind === 'other' && segment.type ? segment.type : kindWords[segment.kind]
}

/** "London City → Rotterdam", "Hotel, Rotterdam Centrum". */
export function segmentTitle(segment: Segment): string {
  const from = segment.from.name || segment.from.detail
  const to = segment.to.name || segment.to.detail
  if (from && to && from !== to && segment.kind !== 'hotel') return `${from} → ${to}`
  const place = segment.kind === 'hotel' ? to || from : from || to
  return place ? `${kindWord(segment)}, ${place}` : kindWord(segment)
}

/** "LCY → RTM" where Concur gives codes beside the names; at other times the detail is a longer name. */
export function segmentCodes(segment: Segment): string {
  const codes = [segment.from.detail, segment.to.detail].filter((detail) => /^[A-Z]{3,4}$/.test(detail))
  return [...new Set(codes)].join(' → ')
}

/** What a person asks next: "Flight 1066 · arrives 08:55 · class S", "2 nights · leaves Sat 16 Jan 11:00". */
export function segmentSentence(segment: Segment): string {
  return [...leadWords(segment), ...arrivalWords(segment), ...classWords(segment)].filter(Boolean).join(' · ')
}

function leadWords(segment: Segment): string[] {
  if (segment.kind === 'air') return [`Flight ${segment.flightNumber}`.trim()]
  if (segment.kind === 'hotel') return [nightsWords(segment)]
  return segmentTitle(segment).startsWith(kindWord(segment)) ? [] : [kindWord(segment)]
}

function arrivalWords(segment: Segment): string[] {
  const { departure, arrival } = segment
  const day =
    arrival.date && (segment.kind === 'hotel' || arrival.date.iso !== departure.date?.iso)
      ? weekday(arrival.date)
      : ''
  const moment = [day, arrival.time?.iso].filter(Boolean).join(' ')
  return moment ? [`${arrivalVerbs[segment.kind] ?? 'until'} ${moment}`] : []
}

const arrivalVerbs: Partial<Record<Segment['kind'], string>> = {
  air: 'arrives',
  rail: 'arrives',
  limo: 'arrives',
  taxi: 'arrives',
  hotel: 'leaves',
  car: 'back',
}

function classWords({ kind, classOfService }: Segment): string[] {
  if (!classOfService || kind === 'hotel') return []
  return [`class ${classOfService}`]
}

function nightsWords({ departure, arrival }: Segment): string {
  const nights = departure.date && arrival.date ? nightsBetween(departure.date.iso, arrival.date.iso) : 0
  return nights > 0 ? `${nights} ${nights === 1 ? 'night' : 'nights'}` : ''
}

/** Calendar days apart, whatever the zones do. */
export function nightsBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

const weekdayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

/** "Thu 14 Jan" */
export function weekday(day: Day): string {
  return weekdayFormat.format(new Date(`${day.iso}T00:00:00Z`)).replace(',', '')
}

function departureKey({ departure }: Segment): string {
  return departure.date ? `${departure.date.iso} ${departure.time?.iso ?? ''}` : '9999'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
