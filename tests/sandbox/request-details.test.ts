import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, DANIEL, detailsOf, keyOf, MIRA, rowsOf, textOf, textsOf } from './client.ts'

let sandbox: RunningSandbox
let mira: Caller
let every: string[]

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  mira = await Caller.signIn(sandbox, MIRA)
  const rows = await rowsOf(await mira.list('?status=PENDING'))
  every = await Promise.all(rows.slice(0, 150).map((row) => detailsOf(mira, keyOf(row))))
})
afterAll(() => sandbox.close())

const HEADER = `LoginID RequestID RequestKey RequestName Purpose CurrencyCode CreationDate HasException EverSentBack
  EmployeeName ApprovalStatusName ApprovalStatusKey AuthorizedDate SubmitDate LastModifiedDate SegmentCount Custom1 Custom20
  TravelRequestPolicyKey ExpensePolicyKey RequestTotal TotalApprovedAmount TotalRemainingAmount ApprovalLimitDate AgencyOfficeKey
  AgencyOfficeName StartDate EndDate StartTime EndTime ExtensionOf WorkflowActionURL CommentCount CommentsList ExceptionCount
  ExceptionsList EntriesList EntryCount CashAdvancesList`
const COMMENT = 'Comment FirstName LastName DateTime'
const EXCEPTION = 'ExceptionCode ExceptionMessage ExceptionLevel'
const ENTRY = `RequestEntryKey EntryDescription TransactionDate RequestKey FormKey ExpenseTypeKey ExpenseTypeName ExchangeRate
  ForeignAmount ForeignCurrencyName PostedAmount ApprovedAmount RemainingAmount LastModifiedDate OrgUnit1 OrgUnit6 Custom1
  Custom40 AllocationsList CommentCount CommentsList ExceptionCount ExceptionsList SegmentCount SegmentsList`
const ALLOCATION = 'Custom1 Custom20 AllocationKey Percentage'
const SEGMENT = `SegmentKey SegmentType RecordLocator DepartureDate DepartureTime ArrivalDate ArrivalTime FromLocationName
  FromLocationDetail ToLocationName ToLocationDetail FlightNumber ClassOfServiceCode TripLocator SegmentLocator ExchangeRate
  ForeignAmount ForeignCurrencyName PostedAmount ApprovedAmount RemainingAmount IsAgencyBooked IsSelfBooked LastModifiedDate
  Custom1 Custom40 CommentCount CommentsList ExceptionCount ExceptionsList`
const ADVANCE = `CashAdvanceKey AmountRequested CurrencyCode CurrencyName ExchangeRate RequestDate IssueDate StartingBalance
  ApprovalStatusName ApprovalStatusKey EmployeeCurrencyCode EmployeeCurrencyName`

test.each([
  ['TravelRequestDetails', HEADER],
  ['Comments', COMMENT],
  ['Exception', EXCEPTION],
  ['RequestEntry', ENTRY],
  ['Allocation', ALLOCATION],
  ['Segment', SEGMENT],
  ['CashAdvance', ADVANCE],
])('%s holds every element that its table names', (parent, names) => {
  const details = every.find((xml) => new RegExp(`<${parent}[ >]`).test(xml)) ?? ''
  const inside = new RegExp(`<${parent}[ >].*?</${parent}>`, 's').exec(details)?.[0] ?? ''
  for (const name of names.split(/\s+/)) expect(inside, name).toMatch(new RegExp(`<${name}[ />]`))
})

test('An allocation lacks Custom11, as the example does', () => {
  const allocation = /<Allocation>.*?<\/Allocation>/s.exec(every[0] ?? '')?.[0] ?? ''
  expect(allocation).toContain('<Custom10 />')
  expect(allocation).not.toContain('Custom11')
})

test('A pending request is not well-formed until its bare ampersand is repaired', () => {
  expect(every[0]).toContain('<ApprovalStatusName>Submitted & Pending Approval</ApprovalStatusName>')
  expect(every[0]?.match(/&(?!amp;|lt;|gt;)/g)).toHaveLength(1)
  for (const xml of every)
    expect(XMLValidator.validate(xml.replace('Submitted & P', 'Submitted &amp; P'))).toBe(true)
})

test.each([
  ['the start day', /<StartDate>\d{1,2}\/\d{1,2}\/\d{4}</],
  ['the start time', /<StartTime>\d{1,2}:\d\d [AP]M</],
  ['a departure day', /<DepartureDate>\d{1,2}\/\d{1,2}\/\d{4}</],
  ['an amount with eight decimals', /<PostedAmount>\d+\.\d{8}</],
  ['a rate with fourteen', /<ExchangeRate>\d+\.\d{14}</],
  ['a null', /<AuthorizedDate i:nil="true" \/>/],
  ['a type attribute', /<CommentsList i:type="CommentsList" \/>/],
  ['never', />0001-01-01T00:00:00</],
  ['a link with one slash', /<WorkflowActionURL>https:\/www\.concursolutions\.com\/.*\/WorkFlowAction</],
  ['a list value', /<Custom1>\(\d+\) ?.+<\/Custom1>/],
  ['a code with leading zeros', /\(00123\)/],
])('The odd form of %s is written as documented', (_, form) => {
  expect(every.some((xml) => form.test(xml))).toBe(true)
})

test('Keys hold the signs that break a careless link', () => {
  const keys = every.map((xml) => textOf(xml, 'RequestKey') ?? '').join('')
  for (const sign of ['$', '!', '%']) expect(keys).toContain(sign)
})

test('All types of segment occur, under both of their names', () => {
  const types = new Set(every.flatMap((xml) => textsOf(xml, 'SegmentType')))
  for (const name of [
    'Air Ticket',
    'Car Rental',
    'Hotel Reservation',
    'Railway Ticket',
    'Dining Reservation',
  ])
    expect(types).toContain(name)
  for (const name of ['Event Ticket', 'Limousine Reservation', 'Taxi', 'Parking', 'Other', 'air', 'hotel'])
    expect(types).toContain(name)
})

test('The allocations of an entry sum to 100 and the entries to the total', () => {
  const parser = new XMLParser({
    parseTagValue: false,
    isArray: (name) => name === 'Allocation' || name === 'RequestEntry',
  })
  for (const xml of every) {
    const { TravelRequestDetails: details } = parser.parse(xml.replace('Submitted & P', 'Submitted P'))
    let total = 0n
    for (const entry of details.EntriesList.RequestEntry) {
      total += BigInt(entry.PostedAmount.replace('.', ''))
      const shares: bigint[] = entry.AllocationsList.Allocation.map((one: { Percentage: string }) =>
        BigInt(one.Percentage.replace('.', '')),
      )
      expect(shares.reduce((sum, share) => sum + share)).toBe(10_000_000_000n)
    }
    expect(total).toBe(BigInt(details.RequestTotal.replace('.', '')))
  }
})

test('Yen and won have no cents', () => {
  const yen = every.filter((xml) => ['JPY', 'KRW'].includes(textOf(xml, 'CurrencyCode') ?? ''))
  expect(yen.length).toBeGreaterThan(0)
  for (const xml of yen) expect(textOf(xml, 'RequestTotal')).toMatch(/\.0{8}$/)
})

test('About a quarter carry exceptions, some of them blocking', () => {
  const flagged = every.filter((xml) => textOf(xml, 'HasException') === 'Y')
  expect(flagged.length / every.length).toBeGreaterThan(0.12)
  expect(flagged.length / every.length).toBeLessThan(0.4)
  for (const xml of every) expect(xml.includes('<ExceptionCode>')).toBe(textOf(xml, 'HasException') === 'Y')
  expect(every.flatMap((xml) => textsOf(xml, 'ExceptionLevel'))).toContain('99')
})

test('Once nothing can be done the action link is nil or missing', async () => {
  for (const [status, expected] of [
    ['VALIDATED', '<WorkflowActionURL i:nil="true" />'],
    ['CLOSED', undefined],
    ['UNSUBMITTED', undefined],
  ] as const) {
    const [row] = await rowsOf(await mira.list(`?status=${status}`))
    const xml = await detailsOf(mira, keyOf(row))
    if (expected) expect(xml).toContain(expected)
    else expect(xml).not.toContain('WorkflowActionURL')
  }
})

test('An unknown key is 404, a person without the role 403', async () => {
  expect((await mira.details('nUnknown$key')).status).toBe(404)
  const daniel = await Caller.signIn(sandbox, DANIEL)
  expect((await daniel.details(textOf(every[0] ?? '', 'RequestKey') ?? '')).status).toBe(403)
})

test('Every answer names its correlation id', async () => {
  for (const answer of [
    await mira.list(),
    await mira.details('nope'),
    await fetch(`${sandbox.url}/nowhere`),
  ]) {
    expect(answer.headers.get('concur-correlationid')).toMatch(/^[0-9a-f-]{36}$/)
  }
})
