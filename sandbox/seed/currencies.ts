/** Concur's own names, the number of decimals (ISO 4217) and a rough worth in US dollars. */
export const CURRENCIES = {
  USD: { name: 'US, Dollar', decimals: 2, usd: 1 },
  EUR: { name: 'Euro', decimals: 2, usd: 1.0837 },
  GBP: { name: 'UK, Pound Sterling', decimals: 2, usd: 1.2681 },
  JPY: { name: 'Japan, Yen', decimals: 0, usd: 0.006614 },
  INR: { name: 'India, Rupee', decimals: 2, usd: 0.011862 },
  CHF: { name: 'Switzerland, Franc', decimals: 2, usd: 1.1294 },
  PLN: { name: 'Poland, Zloty', decimals: 2, usd: 0.2517 },
  KRW: { name: 'Korea, Won', decimals: 0, usd: 0.000724 },
  CAD: { name: 'Canada, Dollar', decimals: 2, usd: 0.7311 },
  MXN: { name: 'Mexico, Peso', decimals: 2, usd: 0.0553 },
  DKK: { name: 'Denmark, Krone', decimals: 2, usd: 0.1452 },
  KWD: { name: 'Kuwait, Dinar', decimals: 3, usd: 3.2541 },
} as const

export type CurrencyCode = keyof typeof CURRENCIES

/** Eight decimals, as every amount of a travel request is written: `4764.15000000`. */
export function amount(minorUnits: number, currency: CurrencyCode, places = 8): string {
  const { decimals } = CURRENCIES[currency]
  const digits = String(Math.abs(minorUnits)).padStart(decimals + 1, '0')
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals)
  const fraction = decimals === 0 ? '' : digits.slice(-decimals)
  return `${minorUnits < 0 ? '-' : ''}${whole}.${fraction.padEnd(places, '0')}`
}

/** What one unit of the foreign currency is worth in the home currency, at the precision that is answered. */
export const exchangeRate = (foreign: CurrencyCode, home: CurrencyCode): number =>
  foreign === home ? 1 : Number((CURRENCIES[foreign].usd / CURRENCIES[home].usd).toFixed(8))

/** Fourteen decimals: `14.01220000000000`. */
export const rate = (value: number): string => value.toFixed(8).padEnd(value.toFixed(8).length + 6, '0')

/** An amount in dollars in another currency's smallest coin, rounded to what a price looks like there. */
export function priceIn(currency: CurrencyCode, dollars: number): number {
  const { decimals, usd } = CURRENCIES[currency]
  return Math.round((dollars / usd) * 10 ** decimals)
}

export function convert(minorUnits: number, from: CurrencyCode, to: CurrencyCode, at: number): number {
  return Math.round((minorUnits / 10 ** CURRENCIES[from].decimals) * at * 10 ** CURRENCIES[to].decimals)
}
