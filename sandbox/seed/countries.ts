import type { Country } from '../reports/entities.ts'

const country = (code: string, name: string, subdivision: string | null = null): Country => ({
  code,
  name,
  subdivision,
})

/** Where the people of the company and their trips are, as Concur writes it. */
const BY_CITY: Readonly<Record<string, Country>> = {
  Ashburn: country('US', 'UNITED STATES', 'US-VA'),
  Austin: country('US', 'UNITED STATES', 'US-TX'),
  Chicago: country('US', 'UNITED STATES', 'US-IL'),
  Copenhagen: country('DK', 'DENMARK'),
  Dallas: country('US', 'UNITED STATES', 'US-TX'),
  Denver: country('US', 'UNITED STATES', 'US-CO'),
  Dublin: country('IE', 'IRELAND'),
  Gdańsk: country('PL', 'POLAND', 'PL-22'),
  Hannover: country('DE', 'GERMANY', 'DE-NI'),
  'Kuwait City': country('KW', 'KUWAIT'),
  Lisbon: country('PT', 'PORTUGAL'),
  London: country('GB', 'UNITED KINGDOM', 'GB-ENG'),
  Lyon: country('FR', 'FRANCE', 'FR-69'),
  Madrid: country('ES', 'SPAIN', 'ES-MD'),
  'Mexico City': country('MX', 'MEXICO', 'MX-CMX'),
  Monterrey: country('MX', 'MEXICO', 'MX-NLE'),
  Munich: country('DE', 'GERMANY', 'DE-BY'),
  Osaka: country('JP', 'JAPAN', 'JP-27'),
  Pune: country('IN', 'INDIA', 'IN-MH'),
  Rotterdam: country('NL', 'NETHERLANDS', 'NL-ZH'),
  Seoul: country('KR', 'KOREA'),
  Toronto: country('CA', 'CANADA', 'CA-ON'),
  Turin: country('IT', 'ITALY', 'IT-TO'),
  Zürich: country('CH', 'SWITZERLAND', 'CH-ZH'),
}

const US = country('US', 'UNITED STATES')

export const countryOf = (city: string): Country => BY_CITY[city] ?? US
