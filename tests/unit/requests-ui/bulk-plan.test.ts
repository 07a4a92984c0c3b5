import { expect, test } from 'vitest'
import { planBulk } from '#components/requests/bulk-plan.ts'
import { requestOf, summaryOf } from './request-rows.ts'

const row = (requestKey: string) => summaryOf({ requestKey, requestId: requestKey })
const warning = { code: 'HOTELRATE', message: 'Above the city limit.', level: 50, blocking: false }
const closed = { available: false, reason: 'It waits for somebody else.' }
const open = { available: true, reason: null }

const known = new Map([
  ['plain', requestOf({ requestKey: 'plain' })],
  ['read', requestOf({ requestKey: 'read', exceptions: [warning] })],
  ['unread', requestOf({ requestKey: 'unread', exceptions: [warning] })],
  [
    'moved',
    requestOf({
      requestKey: 'moved',
      actions: { approve: closed, sendBack: open, recall: open, edit: open },
    }),
  ],
])
const rows = ['plain', 'read', 'unread', 'moved', 'gone', 'still-reading'].map(row)
const plan = (action: 'approve' | 'send-back') =>
  planBulk(action, rows, {
    known,
    unread: new Map([['gone', 'Concur does not know this']]),
    hasSeen: ({ requestKey }) => requestKey === 'read',
  })
const keys = (found: { requestKey: string }[]) => found.map(({ requestKey }) => requestKey)

test('Requests without exceptions and those whose exceptions were read are ready', () => {
  expect(keys(plan('approve').ready)).toEqual(['plain', 'read'])
  expect(plan('approve').exceptionsSeen).toEqual(['read'])
})

test('A request with exceptions that nobody has read has to be opened first', () => {
  expect(keys(plan('approve').openFirst)).toEqual(['unread'])
})

test('What cannot be acted on or read is left out with its reason', () => {
  expect(plan('approve').leftOut.map(({ row, reason }) => [row.requestKey, reason])).toEqual([
    ['moved', 'It waits for somebody else.'],
    ['gone', 'Concur does not know this'],
  ])
})

test('Sending back looks at its own availability', () => {
  expect(keys(plan('send-back').ready)).toContain('moved')
})
