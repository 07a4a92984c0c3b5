import { describe, expect, it } from 'vitest'
import {
  daysSince,
  formatAmount,
  formatDay,
  formatDayRange,
  formatDuration,
  formatInstant,
  formatWaiting,
} from '#components/ui/format.ts'

describe('An amount reads exactly as Concur keeps it', () => {
  it.each([
    ['1914.50000000', 'EUR', '€ 1,914.50'],
    ['842.1', 'USD', '$ 842.10'],
    ['5118.25', 'CAD', 'CA$ 5,118.25'],
    ['486200.00000000', 'JPY', '¥ 486,200'],
    ['486200.50000000', 'JPY', '¥ 486,200.5'],
    ['6904', 'PLN', 'zł 6,904.00'],
    ['9420', 'DKK', 'DKK 9,420.00'],
    ['1.23450000', 'EUR', '€ 1.2345'],
    ['1.234', 'KWD', 'KWD 1.234'],
    ['-42.10', 'EUR', '-€ 42.10'],
    ['-0.00', 'EUR', '€ 0.00'],
    ['12345678901234567890.12', 'USD', '$ 12,345,678,901,234,567,890.12'],
    ['0.10000000000000000000000000000001', 'USD', '$ 0.10000000000000000000000000000001'],
    ['17.5', '', '17.5'],
    ['17.5', 'US, Dollar', 'US, Dollar 17.50'],
    ['not a number', 'EUR', '€ not a number'],
  ])('%s %s is drawn as %s', (value, currency, drawn) => {
    expect(formatAmount({ value, currency })).toBe(drawn.replace(/ (?=[\d]|not)/, '\u00a0'))
  })
})

describe('A day is the same day in every zone', () => {
  it.each([
    ['2027-01-14', 'whole', '14 Jan 2027'],
    ['2027-01-14', 'short', '14 Jan'],
    ['2027-01-14', 'weekday', 'Thu 14 Jan'],
    ['someday', 'whole', 'someday'],
  ] as const)('%s as %s is %s', (iso, style, drawn) => {
    expect(formatDay(iso, style)).toBe(drawn)
  })
})

describe('A span of days says what differs and no more', () => {
  it.each([
    ['2027-01-12', '2027-01-17', 'short', '12–17 Jan'],
    ['2027-01-28', '2027-02-06', 'short', '28 Jan–6 Feb'],
    ['2027-01-14', '2027-01-16', 'whole', '14–16 Jan 2027'],
    ['2027-01-28', '2027-02-06', 'whole', '28 Jan–6 Feb 2027'],
    ['2026-12-28', '2027-01-03', 'short', '28 Dec 2026–3 Jan 2027'],
    ['2027-01-15', '2027-01-15', 'short', '15 Jan'],
    ['2027-01-15', null, 'short', 'from 15 Jan'],
    [null, '2027-01-15', 'short', 'until 15 Jan'],
    [null, null, 'short', ''],
  ] as const)('%s to %s (%s) is %s', (start, end, style, drawn) => {
    expect(formatDayRange(start, end, style)).toBe(drawn)
  })
})

describe('Time is told in the zone of the reader', () => {
  it('shifts an instant into the zone', () => {
    expect(formatInstant('2026-11-12T23:14:00Z', 'whole', 'Europe/Berlin')).toBe('13 Nov 2026, 00:14')
    expect(formatInstant('2026-11-12T09:14:00Z', 'time', 'UTC')).toBe('09:14')
  })

  it.each([
    [40_000, '40 s'],
    [185_000, '3 min'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [8.4 * 86_400_000, '8 d'],
    [-5, '1 s'],
  ])('%d ms last %s', (length, drawn) => {
    expect(formatDuration(length)).toBe(drawn)
  })

  it('counts whole days of waiting', () => {
    const now = Date.parse('2026-11-20T12:00:00Z')
    expect(daysSince('2026-11-12T09:14:00Z', now)).toBe(8)
    expect(formatWaiting('2026-11-12T09:14:00Z', now)).toBe('8 d')
    expect(formatWaiting('2026-11-20T09:14:00Z', now)).toBe('today')
  })
})
