import { RawNumber } from '../http/json-writer.ts'
import { amount, type CurrencyCode } from '../seed/currencies.ts'
import type { MinorUnits } from '../travel-requests/entities.ts'

/** `{"value": 525.00000000, "currencyCode": "USD"}`, and nothing at all is `0E-8` (v4.reports, the printed example). */
export const money = (minorUnits: MinorUnits, currencyCode: CurrencyCode) => ({
  value: new RawNumber(minorUnits === 0 ? '0E-8' : amount(minorUnits, currencyCode)),
  currencyCode,
})

/** Allocations carry two decimals, or what the currency needs: `250.00` (v4.allocations). */
export const share = (minorUnits: MinorUnits, currencyCode: CurrencyCode) => ({
  value: new RawNumber(amount(minorUnits, currencyCode, 2)),
  currencyCode,
})

/** `1900`, `307.01`: v3 writes no more digits than it needs. */
export const shortest = (minorUnits: MinorUnits, currencyCode: CurrencyCode): RawNumber =>
  new RawNumber(amount(minorUnits, currencyCode).replace(/\.?0+$/, ''))
