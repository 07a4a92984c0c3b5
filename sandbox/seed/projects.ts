import type { SeedItem } from '../lists/list-items.ts'
import type { Random } from './random.ts'

const CLIENTS = [
  'Nordhavn Shipping',
  'Müller & Söhne',
  'Hotel "Zum Löwen"',
  'Café Central',
  'Bright & Early Bakeries',
  'Kaunas Rail',
  "O'Neill Breweries",
  'Société Générale d’Optique',
  'Tanaka 精機',
  'Gdańsk Harbour',
  'Lakeshore Hospitals',
  'Monterrey Steel',
  'Pune Textiles',
  'Alcântara Tiles',
  'Limmat Reinsurance',
  'Jongno Electronics',
  'Chamberí Theatres',
  'Trinity Park Stadium',
  'Maas Dredging',
  'Bermondsey Foods',
  'Barton Springs Water',
  'Nyhavn Ferries',
  'Gulf Road Telecom',
  'King Street Credit Union',
  'Northwind internal',
] as const

const WORKS: readonly [string, ...string[]] = [
  'Rollout phase 1',
  'Rollout phase 2',
  'Migration & cutover',
  'Site survey',
  'Line 2 refit',
  'Support 24/7',
  'Training of trainers',
  'Audit < 30 days',
  'Pilot "Blue"',
  'Warranty',
  'Spare parts study',
  'Réunion de lancement',
  'Energy review',
  'Data center move',
  'Acceptance',
  'Integration test',
]

/** Clients and their projects; some projects have ended and were deleted. */
export function seedProjects(random: Random): SeedItem[] {
  return CLIENTS.flatMap((client, at) => {
    const code = `C${String(at + 1).padStart(3, '0')}`
    const projects = Array.from({ length: random.int(8, 24) }, (_, number) => ({
      name: `${random.pick(WORKS)}, ${client}`,
      codes: [code, String(2_023 + random.int(0, 3)) + String(number + 1).padStart(4, '0')],
      deactivated: number > 0 && random.chance(0.04),
    }))
    return [{ name: client, codes: [code] }, ...projects]
  })
}
