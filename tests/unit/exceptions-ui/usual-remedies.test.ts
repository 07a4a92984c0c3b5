import { expect, test } from 'vitest'
import { usualRemedy } from '#components/exceptions/usual-remedies.ts'

test.each([
  ['MISSREQFLD', 'field that the message names'],
  ['MISSALLOCREQFLD', 'field that the allocation lacks'],
  ['ITEMDIFF', 'add up'],
  ['RECEIPTREQ', 'receipt'],
  ['RCPTSUM', 'receipt'],
  ['TAXJUR', 'tax'],
  ['CLOSEDCO', 'cost object that is open'],
])('For %s there is a word on what usually resolves it', (code, words) => {
  expect(usualRemedy(code)).toContain(words)
})

test('A code that says nothing gets no advice', () => {
  expect(usualRemedy('ZZ99')).toBeNull()
})
