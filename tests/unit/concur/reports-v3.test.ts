import { describe, expect, it } from 'vitest'
import { ConcurMalformed } from '../../../lib/concur/errors.ts'
import { findReport, searchReports } from '../../../lib/concur/reports-v3.ts'
import { answer, clientTo, listen, printed } from './listen.ts'

const cad = (value: string) => ({ value, currency: 'CAD' })
const usd = (value: string) => ({ value, currency: 'USD' })
const moment = (raw: string) => ({ raw, iso: raw.slice(0, 19) })

describe('searching reports', () => {
  it('the printed page is read, amounts to the digit', async () => {
    const { origin, heard } = await listen(answer(200, printed('reports-search', 'json')))
    expect(await searchReports(clientTo(origin), { owner: 'ALL', limit: 15 })).toEqual({
      nextOffset: null,
      reports: [
        {
          reportId: 'F4F027007E814C1CA70E',
          name: 'Canadian Tax',
          total: cad('1900'),
          personalAmount: cad('0'),
          claimedAmount: cad('1900'),
          approvedAmount: cad('1900'),
          amountDueEmployee: cad('1500'),
          amountDueCompanyCard: cad('0'),
          country: 'CA',
          countrySubdivision: 'CA-BC',
          createdAt: moment('2013-09-02T19:05:57.687'),
          submittedAt: moment('2013-09-02T19:18:35.537'),
          processingPaymentAt: moment('2013-09-02T19:40:48.533'),
          paidAt: moment('2013-09-02T19:46:01.57'),
          modifiedAt: moment('2013-09-02T19:46:01.98'),
          userDefinedDate: moment('2013-09-02T00:00:00'),
          ownerLogin: 'CAtraveler@concurconnect2.com',
          ownerName: 'Canadian Traveler',
          approverLogin: null,
          approverName: null,
          approvalStatus: 'Approved',
          approvalStatusCode: 'A_APPR',
          paymentStatus: 'Sent for Payment',
          paymentStatusCode: 'P_PAID',
          lastComment: '',
          ledgerName: 'DEFAULT',
          policyId: 'gWmINGEAkQoamAzOARD9NEBtuv0ppnbJ4lQ',
          receiptsReceived: false,
          everSentBack: false,
          hasException: false,
        },
      ],
    })
    expect(heard[0]).toMatchObject({ method: 'GET', url: '/api/v3.0/expense/reports?user=ALL&limit=15' })
  })

  it('every term goes into the query under Concur’s name', async () => {
    const { origin, heard } = await listen(answer(200, '{"Items":[]}'))
    await searchReports(clientTo(origin), {
      owner: 'a+b@c.example',
      approvalStatusCodes: ['A_PEND', 'A_ACCO'],
      submittedAfter: '2026-11-01T00:00:00',
      submittedBefore: new Date('2026-11-20T10:00:00.500Z'),
      modifiedAfter: '2026-11-02',
      modifiedBefore: '2026-11-03T00:00:00Z',
      limit: 100,
      offset: 'gWp=&x',
    })
    expect(Object.fromEntries(new URL(heard[0]?.url ?? '', origin).searchParams)).toEqual({
      user: 'a+b@c.example',
      approvalStatusCode: 'A_PEND,A_ACCO',
      submitDateAfter: '2026-11-01T00:00:00.000',
      submitDateBefore: '2026-11-20T10:00:00.000',
      modifiedDateAfter: '2026-11-02T00:00:00.000',
      modifiedDateBefore: '2026-11-03T00:00:00.000',
      limit: '100',
      offset: 'gWp=&x',
    })
  })

  it.each([
    ['https://www.concursolutions.com/api/v3.0/expense/reports?limit=1&offset=gWpk%3D%3D', 'gWpk=='],
    ['http://evil.example/?offset=x1', 'x1'],
    ['/api/v3.0/expense/reports?user=ALL&offset=abc', 'abc'],
    [null, null],
    ['', null],
  ])('of the next page %j only the offset is kept', async (NextPage, nextOffset) => {
    const { origin } = await listen(answer(200, JSON.stringify({ Items: [], NextPage })))
    expect(await searchReports(clientTo(origin), {})).toEqual({ reports: [], nextOffset })
  })

  it.each([
    ['a next page without an offset', '{"Items":[],"NextPage":"https://www.concursolutions.com/x"}'],
    ['no items', '{"NextPage":null}'],
    ['a report without an id', '{"Items":[{"Name":"A"}]}'],
    ['a page', '<html></html>'],
    ['nothing', ''],
  ])('%s is malformed, never an empty page', async (_, body) => {
    const { origin } = await listen(answer(200, body))
    await expect(searchReports(clientTo(origin), {})).rejects.toThrow(ConcurMalformed)
  })

  it('an odd leaf hides nothing', async () => {
    const odd = { ID: 'A1', Total: 'much', CurrencyCode: 'EUR', HasException: 'Y', SubmitDate: 'soon' }
    const { origin } = await listen(answer(200, JSON.stringify({ Items: [odd] })))
    const { reports } = await searchReports(clientTo(origin), {})
    expect(reports[0]).toMatchObject({
      reportId: 'A1',
      total: null,
      hasException: null,
      submittedAt: { raw: 'soon', iso: null },
    })
  })

  it('what is no login and no offset is not sent', async () => {
    const { origin, heard } = await listen(answer(200, '{"Items":[]}'))
    await expect(searchReports(clientTo(origin), { owner: 'a b' })).rejects.toThrow('loginId')
    await expect(searchReports(clientTo(origin), { offset: 'a b' })).rejects.toThrow('pageOffset')
    await expect(searchReports(clientTo(origin), { modifiedAfter: 'soon' })).rejects.toThrow(RangeError)
    expect(heard).toEqual([])
  })
})

describe('one report of v3', () => {
  it('the printed report is read', async () => {
    const { origin, heard } = await listen(answer(200, printed('report-v3', 'json')))
    const found = await findReport(clientTo(origin), '39BD9F7C5C3F4986A6A5', 'jimadmin@concurconnect2.com')
    expect(found).toMatchObject({
      reportId: '39BD9F7C5C3F4986A6A5',
      name: 'Test 02',
      total: usd('307.01'),
      amountDueEmployee: usd('290'),
      submittedAt: null,
      createdAt: moment('2016-04-04T23:33:08.21'),
      approvalStatusCode: 'A_NOTF',
      hasException: true,
    })
    expect(heard[0]?.url).toBe(
      '/api/v3.0/expense/reports/39BD9F7C5C3F4986A6A5?user=jimadmin%40concurconnect2.com',
    )
  })
})
