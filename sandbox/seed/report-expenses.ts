import { dayAfter } from '../clock.ts'
import type { ReportAllocation, ReportExpense, Reporter } from '../reports/entities.ts'
import { type CurrencyCode, convert, exchangeRate, priceIn } from './currencies.ts'
import type { Place } from './places.ts'
import { hexDigits, type Random } from './random.ts'

export type Journey = { owner: Reporter; to: Place; startsAt: number; days: number }

type Kind = { type: readonly [string, string]; from: number; upTo: number; vendors: readonly string[] }

const HOTEL: Kind = { type: ['LODNG', 'Hotel'], from: 95, upTo: 260, vendors: [] }
const KINDS: readonly [Kind, ...Kind[]] = [
  { type: ['AIRFR', 'Airfare'], from: 140, upTo: 1500, vendors: ['Northern Air', 'Aer Lingus', 'LOT'] },
  { type: ['LUNCH', 'Lunch'], from: 9, upTo: 32, vendors: ['Café Central', 'Pike Street Grill'] },
  {
    type: ['DINNR', 'Dinner'],
    from: 18,
    upTo: 75,
    vendors: ['Osteria "Da Rosa"', "O'Malley & Sons", '寿司 松'],
  },
  { type: ['BUSML', 'Business Meal (attendees)'], from: 60, upTo: 420, vendors: ['Harbor Inn Restaurant'] },
  { type: ['TAXIX', 'Taxi'], from: 12, upTo: 90, vendors: ['Orange Cab', 'Taxi Łódź', 'Grab <Car>'] },
  { type: ['TRAIN', 'Train'], from: 25, upTo: 210, vendors: ['Deutsche Bahn', 'Irish Rail'] },
  { type: ['CARRT', 'Car Rental'], from: 60, upTo: 380, vendors: ['Hertz', 'Sixt SE'] },
  { type: ['OFCSP', 'Office Supplies'], from: 8, upTo: 240, vendors: ['Antioch Construction', 'Staples'] },
  { type: ['PARKG', 'Parking'], from: 6, upTo: 60, vendors: [] },
  { type: ['ONLIN', 'Online Fees'], from: 10, upTo: 45, vendors: ['Wi-Fi onboard'] },
]

const CASH = { id: 'CASH', name: 'Cash', code: 'CASH' }
const CARD = { id: '1022', name: 'Mastercard', code: 'CBCP' }

const SPLITS: readonly [readonly string[], ...(readonly string[])[]] = [
  ['60.00000000', '40.00000000'],
  ['50.00000000', '50.00000000'],
  ['33.33333334', '33.33333333', '33.33333333'],
  ['50.00000000', '12.50000000', '37.50000000'],
]
const COST_OBJECTS: readonly [string, ...string[]] = [
  '(4410) Procurement',
  '(4520) Quality',
  '(8826)FINANZAS',
  '(00123) R&D',
]

/** A hotel with its itemizations first where the trip has nights, then what else was paid. */
export function seedExpenses(random: Random, journey: Journey, count: number): ReportExpense[] {
  return Array.from({ length: count }, (_, at) => {
    const hotel = at === 0 && journey.days > 1
    const expense = seedExpense(random, journey, hotel ? HOTEL : random.pick(KINDS))
    if (hotel) itemize(random, expense, journey)
    else if (random.chance(0.3)) expense.allocations = seedAllocations(random, expense)
    return expense
  })
}

function seedExpense(random: Random, { owner, to, startsAt, days }: Journey, kind: Kind): ReportExpense {
  const hotel = kind === HOTEL
  const transactionCurrency = kind.type[0] === 'AIRFR' ? owner.currency : to.currency
  const nights = hotel ? days - 1 : 1
  const price = priceIn(transactionCurrency, nights * random.int(kind.from * 4, kind.upTo * 4) * 0.25)
  const vendors = hotel ? [to.hotel] : kind.vendors
  return {
    id: hexDigits(random, 32),
    type: { id: kind.type[0], name: kind.type[1] },
    date: dayAfter(startsAt, hotel ? days - 1 : random.int(0, days - 1)),
    vendor: vendors[random.int(0, vendors.length)] ?? null,
    purpose: random.chance(0.6) ? `${kind.type[1]}, ${to.city}` : '',
    city: to.city,
    paid: random.chance(0.45) ? CARD : CASH,
    ...priced(price, transactionCurrency, owner.currency),
    isPersonal: !hotel && random.chance(0.03),
    attendees: kind.type[0] === 'BUSML' ? random.int(2, 9) : 1,
    hasReceipt: random.chance(0.7),
    parent: undefined,
    itemizations: [],
    allocations: [],
    exceptions: [],
  }
}

/** Room, tax and breakfast; what is left of the sum is the room's. */
function itemize(random: Random, hotel: ReportExpense, { owner }: Journey): void {
  const tax = Math.round(hotel.transactionAmount * 0.09)
  const breakfast = Math.round(hotel.transactionAmount * 0.08)
  const parts: readonly (readonly [string, string, number])[] = [
    ['LODNG', 'Room Rate', hotel.transactionAmount - tax - breakfast],
    ['LODTX', 'Room Tax', tax],
    ['BRKFT', 'Breakfast', breakfast],
  ]
  hotel.itemizations = parts.map(([id, name, price]) => ({
    ...hotel,
    id: hexDigits(random, 32),
    type: { id, name },
    ...priced(price, hotel.transactionCurrency, owner.currency),
    attendees: 0,
    parent: hotel,
    itemizations: [],
    allocations: [],
    exceptions: [],
  }))
  const [room, ...others] = hotel.itemizations
  if (room) room.postedAmount = hotel.postedAmount - others.reduce((sum, each) => sum + each.postedAmount, 0)
  for (const each of hotel.itemizations) {
    if (random.chance(0.35)) each.allocations = seedAllocations(random, each)
  }
}

function priced(transactionAmount: number, transactionCurrency: CurrencyCode, currency: CurrencyCode) {
  const rate = exchangeRate(transactionCurrency, currency)
  const postedAmount = convert(transactionAmount, transactionCurrency, currency, rate)
  return { transactionAmount, transactionCurrency, exchangeRate: rate, postedAmount }
}

/** Shares of the posted amount; what rounding leaves goes to the last. */
function seedAllocations(random: Random, { postedAmount }: ReportExpense): ReportAllocation[] {
  const split = random.pick(SPLITS)
  let left = postedAmount
  return split.map((percentage, at) => {
    const last = at === split.length - 1
    const amount = last ? left : Math.floor((postedAmount * Number(percentage)) / 100)
    left -= amount
    return {
      id: hexDigits(random, 32),
      percentage,
      amount,
      accountCode: random.pick(['Pending Client', '684100', '00123']),
      costObject: random.pick(COST_OBJECTS),
      exceptions: [],
    }
  })
}
