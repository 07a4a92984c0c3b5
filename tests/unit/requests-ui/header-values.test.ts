import { expect, test } from 'vitest'
import { changedHeader, headerValues } from '#components/requests/header-values.ts'
import { day, field, requestOf, time } from './request-rows.ts'

const before = headerValues(
  requestOf({
    purpose: 'Yearly audit',
    start: { date: day('2027-01-14'), time: time('07:05') },
    customFields: [field(1, '(4410) Procurement'), field(3, 'Billable')],
  }),
)

test('A list field shows its code, other fields their text', () => {
  expect(before.custom1).toBe('4410')
  expect(before.custom3).toBe('Billable')
})

test('Only the name and what was changed is sent', () => {
  expect(changedHeader(before, { ...before, purpose: 'Audit' })).toEqual({
    name: 'Vendor audit, Rotterdam',
    purpose: 'Audit',
  })
})

test('An emptied custom field is sent empty, an untouched one is left out', () => {
  expect(changedHeader(before, { ...before, custom3: '' })).toEqual({
    name: 'Vendor audit, Rotterdam',
    custom3: '',
  })
})

test('A changed time takes its date along', () => {
  expect(changedHeader(before, { ...before, startTime: '08:00' })).toEqual({
    name: 'Vendor audit, Rotterdam',
    startTime: '08:00',
    startDate: '2027-01-14',
  })
})
