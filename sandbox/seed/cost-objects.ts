import type { SeedItem } from '../lists/list-items.ts'

const REGIONS: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  [
    'EMEA',
    'Europe, Middle East & Africa',
    [
      ['DE', 'Germany'],
      ['FR', 'France'],
      ['GB', 'United Kingdom'],
      ['IE', 'Ireland'],
      ['NL', 'Netherlands'],
      ['PL', 'Poland'],
      ['PT', 'Portugal'],
      ['ES', 'España'],
      ['CH', 'Switzerland'],
      ['DK', 'Denmark'],
      ['KW', 'Kuwait'],
    ],
  ],
  [
    'AMER',
    'Americas',
    [
      ['US', 'United States'],
      ['CA', 'Canada'],
      ['MX', 'México'],
      ['BR', 'Brasil'],
      ['CL', 'Chile'],
    ],
  ],
  [
    'APAC',
    'Asia Pacific',
    [
      ['JP', 'Japan'],
      ['KR', 'Korea'],
      ['IN', 'India'],
      ['SG', 'Singapore'],
      ['AU', 'Australia'],
      ['NZ', 'New Zealand'],
    ],
  ],
  [
    'HQ',
    'Headquarters',
    [
      ['GRP', 'Group functions'],
      ['FND', 'Foundation'],
    ],
  ],
]

const DEPARTMENTS = [
  ['4010', 'Executive Office'],
  ['4020', 'Legal & Compliance'],
  ['4110', 'People & Culture'],
  ['4120', 'Payroll'],
  ['4210', 'Customer Success'],
  ['4220', 'Sales'],
  ['4230', 'Field Marketing'],
  ['4310', 'Engineering'],
  ['4320', 'Research'],
  ['4330', 'Installations'],
  ['4350', 'Data Centers'],
  ['4410', 'Procurement'],
  ['4520', 'Quality'],
  ['4620', 'Facilities'],
  ['4710', 'Finance'],
  ['4720', 'Treasury'],
] as const

const PURPOSES = [
  'Salaries',
  'Contractors',
  'Travel',
  'Training',
  'Recruiting',
  'Hardware',
  'Software licenses',
  'Cloud & hosting',
  'Telephone',
  'Rent',
  'Cleaning',
  'Energy',
  'Vehicles',
  'Insurance',
  'Events',
  'Print & post',
  'Books',
  'Memberships',
  'Consulting',
  'Audit',
  'Translations',
  'Repairs',
  'Samples',
  'Café & kitchen',
  'Reserve',
] as const

/**
 * Region, country, department, cost center: about 10,000. The same cost center code hangs below every department, as it
 * does in companies that number by purpose: an error that names one level's code then says little.
 */
export function seedCostObjects(): SeedItem[] {
  return REGIONS.flatMap(([region, regionName, countries]) => [
    { name: regionName, codes: [region] },
    ...countries.flatMap(([country, countryName]) => [
      { name: countryName, codes: [region, country] },
      ...DEPARTMENTS.flatMap(([department, departmentName]) => [
        { name: departmentName, codes: [region, country, department] },
        ...PURPOSES.map((purpose, at) => ({
          name: `${departmentName} ${country}: ${purpose}`,
          codes: [region, country, department, String(100 + at).padStart(5, '0')],
        })),
      ]),
    ]),
  ])
}
