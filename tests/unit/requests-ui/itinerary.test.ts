import { expect, test } from 'vitest'
import { itinerary, segmentCodes, segmentSentence, segmentTitle } from '#components/requests/itinerary.ts'
import { day, expenseOf, requestOf, segmentOf, time } from './request-rows.ts'

const nowhere = { name: '', detail: '' }

test('A flight says its number, arrival and class', () => {
  const flight = segmentOf({
    flightNumber: '1066',
    classOfService: 'S',
    arrival: { date: day('2027-01-14'), time: time('08:55') },
  })
  expect(segmentTitle(flight)).toBe('London City → Rotterdam')
  expect(segmentSentence(flight)).toBe('Flight 1066 · arrives 08:55 · class S')
  expect(segmentCodes(flight)).toBe('LCY → RTM')
})

test('A flight over midnight says on which day it arrives', () => {
  expect(segmentSentence(segmentOf({ arrival: { date: day('2027-01-15'), time: time('06:40') } }))).toBe(
    'Flight · arrives Fri 15 Jan 06:40',
  )
})

test('A hotel counts its nights, over the change of clocks too', () => {
  const hotel = segmentOf({
    kind: 'hotel',
    departure: { date: day('2027-03-27'), time: time('15:00') },
    arrival: { date: day('2027-03-29'), time: time('11:00') },
    from: { name: 'Rotterdam Centrum', detail: '' },
    to: nowhere,
  })
  expect(segmentTitle(hotel)).toBe('Hotel, Rotterdam Centrum')
  expect(segmentSentence(hotel)).toBe('2 nights · leaves Mon 29 Mar 11:00')
})

test.each([
  ['rail', 'Train · arrives 09:15'],
  ['car', 'Car · back 09:15'],
  ['taxi', 'Taxi · arrives 09:15'],
  ['event', 'Event · until 09:15'],
])('A segment of kind %s reads "%s"', (kind, sentence) => {
  expect(segmentSentence(segmentOf({ kind }))).toBe(sentence)
})

test('A kind that nobody knows keeps the word of Concur', () => {
  expect(
    segmentTitle(
      segmentOf({ kind: 'other', type: 'Ferry', from: nowhere, to: { name: 'Dover', detail: '' } }),
    ),
  ).toBe('Ferry, Dover')
})

test('Segments of all expenses come in the order of departure, undated ones last', () => {
  const at = (segmentKey: string, date: string | null, clock: string) =>
    segmentOf({ segmentKey, departure: { date: date ? day(date) : null, time: time(clock) } })
  const request = requestOf({
    expenses: [
      expenseOf({ segments: [at('back', '2027-01-16', '18:40'), at('undated', null, '01:00')] }),
      expenseOf({ segments: [at('hotel', '2027-01-14', '15:00'), at('out', '2027-01-14', '07:05')] }),
    ],
  })
  expect(itinerary(request).map(({ segmentKey }) => segmentKey)).toEqual(['out', 'hotel', 'back', 'undated'])
})
