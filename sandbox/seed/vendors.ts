import type { SeedItem } from '../lists/list-items.ts'
import type { Random } from './random.ts'

const OWNERS: readonly [string, ...string[]] = [
  'Bergmann',
  'Da Silva',
  'Fitzgerald',
  'García Márquez',
  'Haugen',
  'Ito',
  'Kowalska',
  'Lefèvre',
  'McKenna',
  'Nørgaard',
  "O'Leary",
  'Petrović',
  'Quist & Daughters',
  'Rao',
  'Sørensen',
  'Tremblay',
  'Ulrich',
  'Van der Meer',
  'Weiß',
  'Yıldız',
]

const TRADES: readonly [string, ...string[]] = [
  'Airlines',
  'Bindery',
  'Car Rental',
  'Catering',
  'Cleaning',
  'Consulting',
  'Couriers',
  'Electric',
  'Event & Stage',
  'Florists',
  'Hotels',
  'IT Services',
  'Laundry',
  'Locksmiths',
  'Logistics',
  'Office Supplies',
  'Printing',
  'Security',
  'Taxi',
  'Translations',
]

const FORMS: readonly [string, ...string[]] = [
  'GmbH',
  'Ltd.',
  'Inc.',
  'S.A.',
  'A/S',
  'B.V.',
  'K.K.',
  'Sp. z o.o.',
]

/** Every owner in every trade, three times over: numbers keep their leading zeros. */
export function seedVendors(random: Random): SeedItem[] {
  const names = [1, 2, 3].flatMap((office) =>
    OWNERS.flatMap((owner) =>
      TRADES.map(
        (trade) => `${owner} ${trade} ${random.pick(FORMS)}${office > 1 ? `, office ${office}` : ''}`,
      ),
    ),
  )
  return names.map((name, at) => ({
    name,
    codes: [String(1_001 + at * 7).padStart(6, '0')],
    deactivated: random.chance(0.01),
  }))
}
