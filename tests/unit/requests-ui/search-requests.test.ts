import { expect, test } from 'vitest'
import { searchRequests } from '#components/requests/search-requests.ts'
import { expenseOf, requestOf, segmentOf, summaryOf } from './request-rows.ts'

const audit = summaryOf({ lastComment: 'Please book the earlier flight' })
const survey = summaryOf({
  requestKey: 'nkey2',
  requestId: '7T2K',
  name: 'Site survey, Gdańsk',
  purpose: '',
  owner: { name: 'Marta Zielińska', login: 'marta@northwind.example' },
  total: { value: '6904.00000000', currency: 'PLN' },
})
const found = (text: string) => searchRequests([audit, survey], text).map(({ requestId }) => requestId)

test.each([
  ['the name', 'vendor', '3Q7M'],
  ['the person', 'ashby', '3Q7M'],
  ['the purpose', 'port warehouse', '3Q7M'],
  ['the request id', '3q7m', '3Q7M'],
  ['the last comment', 'earlier flight', '3Q7M'],
  ['the amount as people write it', '1,914.50', '3Q7M'],
  ['the amount without separators', '1914.5', '3Q7M'],
  ['the currency', 'pln', '7T2K'],
  ['a city written without its accents', 'gdansk', '7T2K'],
  ['words in any order', 'rotterdam vendor', '3Q7M'],
])('A request is found by %s', (_, text, requestId) => {
  expect(found(text)).toEqual([requestId])
})

test('Every word has to occur, and an empty search shows everything', () => {
  expect(found('vendor gdansk')).toEqual([])
  expect(found('  ')).toEqual(['3Q7M', '7T2K'])
})

test('A city of the itinerary is found once the details were read', () => {
  const details = requestOf({
    expenses: [expenseOf({ segments: [segmentOf({ to: { name: 'Schiedam', detail: '' } })] })],
  })
  expect(found('schiedam')).toEqual([])
  expect(
    searchRequests([audit, survey], 'schiedam', (key) => (key === audit.requestKey ? details : undefined)),
  ).toEqual([audit])
})
