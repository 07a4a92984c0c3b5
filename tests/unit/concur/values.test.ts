import { describe, expect, it } from 'vitest'
import {
  formatMoment,
  parseCount,
  parseDateTime,
  parseDay,
  parseDecimal,
  parseFlag,
  parseJsonNumber,
  parseTime,
  parseWhole,
} from '../../../lib/concur/values.ts'

describe('days', () => {
  it.each([
    ['9/25/2012', '2012-09-25'],
    ['12/1/2012', '2012-12-01'],
    ['2012-09-25', '2012-09-25'],
    ['2012-09-25T00:00:00', '2012-09-25'],
    [' 2/29/2012 ', '2012-02-29'],
    ['2/29/2013', null],
    ['13/1/2012', null],
    ['25.9.2012', null],
    ['soon', null],
  ])('%j is the day %j', (raw, iso) => {
    expect(parseDay(raw)).toEqual({ raw: raw.trim(), iso })
  })

  it.each([null, '', '  ', '0001-01-01T00:00:00', '1/1/0001'])('%j is no day at all', (raw) => {
    expect(parseDay(raw)).toBeNull()
  })
})

describe('times of day', () => {
  it.each([
    ['6:15 AM', '06:15:00'],
    ['12:00 AM', '00:00:00'],
    ['12:05 PM', '12:05:00'],
    ['11:59 PM', '23:59:00'],
    ['3:15', '03:15:00'],
    ['15:25:30', '15:25:30'],
    ['0:00 AM', null],
    ['13:00 PM', null],
    ['24:00', null],
    ['6:60', null],
    ['noon', null],
  ])('%j is %j', (raw, iso) => {
    expect(parseTime(raw)).toEqual({ raw, iso })
  })
})

describe('moments', () => {
  it.each([
    ['2012-06-08T16:35:20', '2012-06-08T16:35:20'],
    ['2012-06-08T16:35:20.123', '2012-06-08T16:35:20'],
    ['2012-06-08T16:35:20Z', '2012-06-08T16:35:20Z'],
    ['2012-06-08T16:35:20+02:00', '2012-06-08T16:35:20+02:00'],
    ['2012-06-08', '2012-06-08T00:00:00'],
    ['6/8/2012 4:35:20 PM', '2012-06-08T16:35:20'],
    ['2012-06-31T16:35:20', null],
    ['2012-06-08T25:00:00', null],
    ['yesterday', null],
  ])('%j keeps the zone that it has: %j', (raw, iso) => {
    expect(parseDateTime(raw)).toEqual({ raw, iso })
  })

  it('a comment is written in GMT and says so afterwards', () => {
    expect(parseDateTime('2012-06-08T16:35:20', 'gmt')?.iso).toBe('2012-06-08T16:35:20Z')
  })

  it.each([null, '', '0001-01-01T00:00:00'])('%j means never', (raw) => {
    expect(parseDateTime(raw)).toBeNull()
  })
})

describe('amounts, counts and flags', () => {
  it.each(['13711.92000000', '14.01220000000000', '-0.10', '00123', '.5', '99999999999999999999.99'])(
    'the amount %s keeps every digit',
    (raw) => {
      expect(parseDecimal(raw)).toBe(raw)
    },
  )

  it.each([null, '', '1,000.00', '12 USD', '1e3', 'NaN', '.', '0x10'])('%j is no amount', (raw) => {
    expect(parseDecimal(raw)).toBeNull()
  })

  it('counts and levels are whole numbers', () => {
    expect(parseCount('12')).toBe(12)
    expect(parseCount('-1')).toBeNull()
    expect(parseWhole('-1')).toBe(-1)
    expect(parseWhole('2147483647')).toBe(2147483647)
    expect(parseWhole('9.5')).toBeNull()
  })

  it.each([
    ['Y', true],
    ['n', false],
    ['true', true],
    ['maybe', null],
    [null, null],
  ])('the flag %j is %j', (raw, flag) => {
    expect(parseFlag(raw)).toBe(flag)
  })
})

describe('moments of a filter', () => {
  it.each([
    ['2012-01-01', '2012-01-01T00:00:00'],
    ['2012-01-01T06:07:08', '2012-01-01T06:07:08'],
    ['2012-01-01T06:07:08+02:00', '2012-01-01T04:07:08'],
    [new Date('2012-01-01T06:07:08.999Z'), '2012-01-01T06:07:08'],
  ])('%s is asked for as %s', (moment, written) => {
    expect(formatMoment(moment)).toBe(written)
  })

  it.each(['', 'today', '2012-13-01', '1/1/2012'])('%j is refused', (moment) => {
    expect(() => formatMoment(moment)).toThrow(RangeError)
  })
})

describe('numbers of JSON', () => {
  it.each([
    ['525.00000000', '525.00000000'],
    ['0E-8', '0.00000000'],
    ['-1.5e2', '-150'],
    ['1.25E1', '12.5'],
    ['25E-1', '2.5'],
    ['25e-4', '0.0025'],
    ['1E+3', '1000'],
    ['12345678901234567890.12345678', '12345678901234567890.12345678'],
    ['0', '0'],
    ['1E400', null],
    ['.5', null],
    ['1,5', null],
    ['NaN', null],
    ['', null],
    [null, null],
  ])('%j is %j', (text, number) => {
    expect(parseJsonNumber(text)).toBe(number)
  })
})
