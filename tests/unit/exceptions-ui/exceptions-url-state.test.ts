import { expect, test } from 'vitest'
import { exceptionsUrl } from '#components/exceptions/exceptions-url-state.ts'

const read = (address: string) => exceptionsUrl.read(new URLSearchParams(address))
const written = (address: string) =>
  Object.entries(exceptionsUrl.write(read(address))).flatMap(([name, text]) =>
    text === null ? [] : [[name, text]],
  )

test('An address without anything shows codes, the most frequent first', () => {
  expect(read('')).toMatchObject({
    view: 'codes',
    blocking: false,
    codeSort: { column: 'count', direction: 'desc' },
  })
  expect(written('')).toEqual([])
})

test('What a link says comes back into the address', () => {
  const address =
    'view=reports&q=late&owner=kit&status=A_ACCO&submittedFrom=2026-11-01&amountTo=-12.50&blocking=only&code=LIMIT&visibility=PROCESSOR&reportsBy=total.asc&open=LIMIT,RCPT&at=R1'
  const back = new URLSearchParams(written(address))
  expect(read(back.toString())).toEqual(read(address))
  expect(read(address)).toMatchObject({
    view: 'reports',
    open: ['LIMIT', 'RCPT'],
    reportSort: { column: 'total' },
  })
})

test.each(['view=x', 'submittedFrom=yesterday', 'amountFrom=1e9', 'visibility=NOBODY', 'codesBy=evil.desc'])(
  'What somebody wrote wrongly is left out: %s',
  (address) => {
    expect(read(address)).toEqual(read(''))
  },
)
