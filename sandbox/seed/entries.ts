import { dayAfter } from '../clock.ts'
import type {
  Allocation,
  CustomFields,
  Employee,
  RequestEntry,
  Segment,
  SegmentKind,
} from '../travel-requests/entities.ts'
import { type CurrencyCode, convert, exchangeRate, priceIn } from './currencies.ts'
import { ENTRY_EXCEPTIONS, SEGMENT_EXCEPTIONS } from './exceptions.ts'
import { PLACES, type Place, REMARKS } from './places.ts'
import type { Random } from './random.ts'

export type Trip = {
  owner: Employee
  to: Place
  /** The instant of its first midnight, and its length. */
  startsAt: number
  days: number
  writtenAt: number
  withExceptions: boolean
}

type Kind = { expense: readonly [string, string]; segment: SegmentKind; from: number; upTo: number }

const FLIGHT: Kind = { expense: ['AIRFR', 'Airfare'], segment: 'air', from: 180, upTo: 1600 }
const HOTEL: Kind = { expense: ['LODGE', 'Hotel/Lodging'], segment: 'hotel', from: 95, upTo: 260 }
const MORE: readonly [Kind, ...Kind[]] = [
  { expense: ['CARRT', 'Car Rental'], segment: 'car', from: 60, upTo: 420 },
  { expense: ['TRAIN', 'Train'], segment: 'rail', from: 30, upTo: 240 },
  { expense: ['BUSML', 'Business Meal (attendees)'], segment: 'dining', from: 40, upTo: 380 },
  { expense: ['SEMNR', 'Seminar/Course fees'], segment: 'event', from: 150, upTo: 1200 },
  { expense: ['LIMOX', 'Limousine'], segment: 'limo', from: 80, upTo: 260 },
  { expense: ['TAXIX', 'Taxi'], segment: 'taxi', from: 15, upTo: 110 },
  { expense: ['PARKG', 'Parking'], segment: 'parking', from: 10, upTo: 90 },
  { expense: ['MISCX', 'Miscellaneous'], segment: 'other', from: 20, upTo: 300 },
]

/** One to four expected expenses with their itinerary. */
export function seedEntries(random: Random, trip: Trip): RequestEntry[] {
  const kinds = [random.chance(0.75) ? FLIGHT : random.pick(MORE)]
  if (trip.days > 1) kinds.push(HOTEL)
  while (kinds.length < 4 && random.chance(0.45)) kinds.push(random.pick(MORE))
  const flagged = trip.withExceptions ? random.int(0, kinds.length - 1) : -1
  return kinds.map((kind, at) => seedEntry(random, trip, kind, at, at === flagged))
}

function seedEntry(random: Random, trip: Trip, kind: Kind, at: number, flagged: boolean): RequestEntry {
  const { owner, to } = trip
  const nights = kind.segment === 'hotel' ? Math.max(1, trip.days - 1) : 1
  const currency: CurrencyCode = kind.segment === 'air' ? owner.currency : to.currency
  const foreignAmount = priceIn(currency, nights * random.int(kind.from * 4, kind.upTo * 4) * 0.25)
  const rate = exchangeRate(currency, owner.currency)
  const segments = seedSegments(random, trip, kind.segment, foreignAmount, currency)
  const onSegment = flagged && random.chance(0.5)
  if (onSegment) segments[0]?.exceptions.push(random.pick(SEGMENT_EXCEPTIONS))
  return {
    key: random.key(),
    expenseTypeKey: kind.expense[0],
    expenseTypeName: kind.expense[1],
    description: at === 0 ? '' : `${kind.expense[1]}, ${to.city}`,
    transactionDate: `${dayAfter(trip.startsAt, 0)}T${clockTime(random, 6, 9)}:00`,
    exchangeRate: rate,
    foreignAmount,
    foreignCurrency: currency,
    postedAmount: convert(foreignAmount, currency, owner.currency, rate),
    orgUnits: random.chance(0.3) ? { 1: 'Northwind', 2: owner.city } : {},
    custom: random.chance(0.3) ? { 1: owner.costCenter, 40: `REF-${random.digits(5)}` } : {},
    allocations: seedAllocations(random, owner),
    comments: random.chance(0.12) ? [remark(random, trip)] : [],
    exceptions: flagged && !onSegment ? [random.pick(ENTRY_EXCEPTIONS)] : [],
    segments,
  }
}

const SPLITS: readonly [readonly string[], ...(readonly string[])[]] = [
  ['100.00000000'],
  ['100.00000000'],
  ['60.00000000', '40.00000000'],
  ['33.33333334', '33.33333333', '33.33333333'],
  ['50.00000000', '12.50000000', '37.50000000'],
]
const PROJECTS: readonly [string, ...string[]] = [
  '(1234)Project 1234',
  '(4321)Project 4321',
  '(881991)NUEVOS PROYECTOS',
  '',
]
const SHARES: readonly [string, ...string[]] = [
  '(4410) Procurement',
  '(4520) Quality',
  '(8826)FINANZAS',
  '(00123) R&D',
]

function seedAllocations(random: Random, owner: Employee): Allocation[] {
  return random.pick(SPLITS).map((percentage, at) => {
    const custom: CustomFields = {
      1: at === 0 ? owner.costCenter : random.pick(SHARES),
      5: random.pick(PROJECTS),
    }
    return { key: random.key(), percentage, custom }
  })
}

function seedSegments(
  random: Random,
  trip: Trip,
  kind: SegmentKind,
  foreignAmount: number,
  foreignCurrency: CurrencyCode,
): Segment[] {
  const { owner, to, startsAt, days } = trip
  const home = PLACES.find((place) => place.city === owner.city) ?? {
    city: owner.city,
    country: '',
    airport: owner.city,
  }
  const air = kind === 'air'
  const there = air ? [to.airport, `${to.airport}, ${to.country}`] : [to.city, `${to.city}, ${to.country}`]
  const here = air ? [home.airport, `${home.airport}, ${home.country}`] : [home.city, home.city]
  const moves = air || kind === 'rail' || kind === 'car' || kind === 'limo' || kind === 'taxi'
  const tripLocator = random.digits(8)

  const leg = (from: string[], end: string[], day: number, until: number, at: number): Segment => ({
    key: random.key(),
    kind,
    departureDate: dayAfter(startsAt, day),
    departureTime: kind === 'hotel' ? '15:00' : clockTime(random, 0, 11),
    arrivalDate: dayAfter(startsAt, until),
    arrivalTime: kind === 'hotel' ? '00:00' : clockTime(random, 12, 23),
    fromName: moves ? (from[0] ?? '') : kind === 'hotel' ? to.hotel : '',
    fromDetail: moves ? (from[1] ?? '') : kind === 'hotel' ? `${to.city}, ${to.country}` : '',
    toName: moves ? (end[0] ?? '') : '',
    toDetail: moves ? (end[1] ?? '') : '',
    flightNumber: air ? String(random.int(12, 4999)) : '',
    classOfService: air ? random.pick(['S', 'Y', 'C']) : '',
    recordLocator: air && random.chance(0.5) ? random.key().slice(1, 7).toUpperCase() : '',
    tripLocator,
    segmentLocator: String(at),
    foreignAmount,
    foreignCurrency,
    agencyBooked: random.chance(0.7),
    comments: random.chance(0.05) ? [remark(random, trip)] : [],
    exceptions: [],
    custom: random.chance(0.1) ? { 1: 'Window seat', 21: 'Aisle if none' } : {},
  })

  const back = Math.max(0, days - 1)
  if (air) return [leg(here, there, 0, 0, 1), leg(there, here, back, back, 2)]
  return [leg(here, there, 0, kind === 'hotel' || kind === 'car' ? back : 0, 1)]
}

const remark = (random: Random, { owner, writtenAt }: Trip) => ({
  text: random.pick(REMARKS),
  firstName: owner.firstName,
  lastName: owner.lastName,
  at: writtenAt,
})

const clockTime = (random: Random, from: number, to: number): string =>
  `${String(random.int(from, to)).padStart(2, '0')}:${String(random.int(0, 11) * 5).padStart(2, '0')}`
