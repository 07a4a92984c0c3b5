import { expect, test } from 'vitest'
import { addDecimals, shortDecimal, withoutTrailingZeros } from '#components/ui/compare-decimals.ts'

test.each([
  [['0.1', '0.2'], '0.3'],
  [['815.20000000', '782.27'], '1597.47000000'],
  [['-0.05', '0.02'], '-0.03'],
  [['99999999999999999.99', '0.01'], '100000000000000000.00'],
  [[], '0'],
])('Amounts %j add up to %s without losing a cent', (values, sum) => {
  expect(addDecimals(values)).toBe(sum)
})

test.each([
  ['33.33333334', '33.33'],
  ['66.66666666', '66.67'],
  ['100.00000000', '100'],
  ['0.005', '0.01'],
  ['12.5', '12.5'],
])('The share %s is shortened to %s', (value, short) => {
  expect(shortDecimal(value, 2)).toBe(short)
})

test('Zeros behind the point go, zeros before it stay', () => {
  expect(withoutTrailingZeros('100.00000000')).toBe('100')
  expect(withoutTrailingZeros('100')).toBe('100')
})
