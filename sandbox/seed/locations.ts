import type { SeedItem } from '../lists/list-items.ts'

/** Country, state, cities. */
const STATES: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  ['DE', 'Germany', 'BY', 'Bavaria', ['Munich', 'Nuremberg', 'Augsburg', 'Würzburg']],
  ['DE', 'Germany', 'NI', 'Lower Saxony', ['Hannover', 'Göttingen', 'Braunschweig']],
  ['DE', 'Germany', 'HH', 'Hamburg', ['Hamburg']],
  ['FR', 'France', 'ARA', 'Auvergne Rhône Alpes', ['Lyon', 'Grenoble', 'Saint Étienne']],
  ['FR', 'France', 'IDF', 'Île de France', ['Paris', 'Versailles', "Neuilly ('La Défense')"]],
  ['GB', 'United Kingdom', 'ENG', 'England', ['London', 'Bristol', 'Leeds', 'Newcastle upon Tyne']],
  ['GB', 'United Kingdom', 'SCT', 'Scotland', ['Edinburgh', 'Glasgow']],
  ['US', 'United States', 'IL', 'Illinois', ['Chicago', "O'Fallon", 'Springfield']],
  ['US', 'United States', 'TX', 'Texas', ['Austin', 'Dallas', 'Houston', 'San Antonio']],
  ['US', 'United States', 'CO', 'Colorado', ['Denver', 'Boulder']],
  ['CA', 'Canada', 'ON', 'Ontario', ['Toronto', 'Ottawa']],
  ['CA', 'Canada', 'QC', 'Québec', ['Montréal', 'Québec', 'Trois Rivières']],
  ['MX', 'Mexico', 'CMX', 'Ciudad de México', ['Mexico City']],
  ['MX', 'Mexico', 'NLE', 'Nuevo León', ['Monterrey', 'San Nicolás']],
  ['JP', 'Japan', '27', 'Osaka', ['大阪', '堺']],
  ['JP', 'Japan', '13', 'Tokyo', ['東京', '八王子']],
  ['PL', 'Poland', 'PM', 'Pomerania', ['Gdańsk', 'Sopot', 'Gdynia']],
  ['CH', 'Switzerland', 'ZH', 'Zürich', ['Zürich', 'Winterthur']],
  ['ES', 'Spain', 'MD', 'Madrid', ['Madrid', 'Alcalá de Henares']],
  ['PT', 'Portugal', '11', 'Lisboa', ['Lisbon', 'Sintra']],
]

/** Cities are numbered within their state, so that `001` stands in every one of them. */
export function seedLocations(): SeedItem[] {
  const countries = new Map(STATES.map(([code, name]) => [code, name]))
  return [
    ...Array.from(countries, ([code, name]) => ({ name, codes: [code] })),
    ...STATES.flatMap(([country, , state, name, cities]) => [
      { name, codes: [country, state] },
      ...cities.map((city, at) => ({ name: city, codes: [country, state, String(at + 1).padStart(3, '0')] })),
    ]),
  ]
}
