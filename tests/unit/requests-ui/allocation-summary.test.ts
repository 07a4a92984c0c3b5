import { expect, test } from 'vitest'
import { allocationSummary } from '#components/requests/allocation-summary.ts'
import { field } from './request-rows.ts'

const allocation = (percentage: string | null, ...fields: [number, string][]) => ({
  allocationKey: 'nalloc',
  percentage,
  customFields: fields.map(([number, raw]) => field(number, raw)),
})

test('One allocation is written out with code and name', () => {
  expect(allocationSummary([allocation('100.00000000', [1, '(4410) Procurement'])])).toBe(
    '(4410) Procurement 100 %',
  )
})

test('Several allocations are named by their codes', () => {
  expect(
    allocationSummary([
      allocation('60.00000000', [1, '(4410) Procurement']),
      allocation('40.00000000', [1, '(4520) Quality']),
    ]),
  ).toBe('(4410) 60 % · (4520) 40 %')
})

test('The field in which the allocations differ tells them apart', () => {
  expect(
    allocationSummary([
      allocation('50', [1, '(DE01) Germany'], [2, '(A) Audit']),
      allocation('50', [1, '(DE01) Germany'], [2, '(B) Build']),
    ]),
  ).toBe('(A) 50 % · (B) 50 %')
})

test('Thirds are shortened to two places', () => {
  expect(
    allocationSummary([
      allocation('33.33333334', [1, '(7732)VIAJAR']),
      allocation('66.66666666', [1, '(7112)INFRAESTRUCTURA']),
    ]),
  ).toBe('(7732) 33.33 % · (7112) 66.67 %')
})

test('An allocation without custom fields is numbered, and no allocation says nothing', () => {
  expect(allocationSummary([allocation('100')])).toBe('Allocation 1 100 %')
  expect(allocationSummary([])).toBe('')
})
