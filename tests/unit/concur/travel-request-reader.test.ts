import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readActionStatus, readHeaderStatus } from '../../../lib/concur/status-reader.ts'
import { readRequestList, readTravelRequest } from '../../../lib/concur/travel-request-reader.ts'
import { XmlUnreadable } from '../../../lib/concur/xml.ts'
import { bytesOf, printed } from './listen.ts'

describe('the printed list of travel requests', () => {
  const list = readRequestList(bytesOf(printed('requests-list')))

  it('holds its one request with every element', () => {
    expect(list).toEqual({
      requests: [
        {
          requestKey: 'nf0ma53XrNuqmoVSZesQZL99xN1xIg5dX',
          requestId: 'APXT',
          name: 'TVR-2861-2',
          purpose: 'd',
          currency: 'USD',
          total: '10.00000000',
          requestDate: { raw: '2013-03-07T08:25:57', iso: '2013-03-07T08:25:57' },
          startDate: null,
          endDate: null,
          lastComment: null,
          ownerLogin: 'chrismiller@example.com',
          ownerName: 'Chris Miller',
          approverLogin: 'patdavis@example.com',
          approvalStatus: 'Submitted & Pending Approval',
        },
      ],
      totalCount: 1,
      unread: [],
    })
  })

  it('cut off anywhere it is unreadable, never a shorter list', () => {
    const bytes = bytesOf(printed('requests-list'))
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => readRequestList(bytes.subarray(0, length)), `${length} bytes`).toThrow(XmlUnreadable)
    }
  })

  it('an empty list is one that says so', () => {
    const empty = '<RequestsWithCount><RequestsList/><TotalCount>0</TotalCount></RequestsWithCount>'
    expect(readRequestList(bytesOf(empty))).toEqual({ requests: [], totalCount: 0, unread: [] })
  })

  it.each([
    '<RequestsWithCount/>',
    '<RequestsWithCount><TotalCount>0</TotalCount></RequestsWithCount>',
    '<RequestsWithCount><RequestsList/><TotalCount>3</TotalCount></RequestsWithCount>',
    '<Error><Message>no</Message></Error>',
    '<html><body>Sign in</body></html>',
    '',
  ])('%j is never taken for an empty list', (body) => {
    expect(() => readRequestList(bytesOf(body))).toThrow(XmlUnreadable)
  })

  it('one odd leaf is noted and hides nothing', () => {
    const odd = printed('requests-list')
      .replace('10.00000000', 'n/a')
      .replace('2013-03-07T08:25:57', 'lately')
    const { requests, unread } = readRequestList(bytesOf(odd))
    expect(requests[0]).toMatchObject({
      total: null,
      requestDate: { raw: 'lately', iso: null },
      name: 'TVR-2861-2',
    })
    expect(unread).toEqual([{ element: 'RequestTotal', raw: 'n/a' }])
  })

  it('the element of the table, RequestDetailsURL, gives the key too', () => {
    const table = printed('requests-list').replaceAll('RequestDetailsUrl', 'RequestDetailsURL')
    expect(readRequestList(bytesOf(table)).requests[0]?.requestKey).toBe('nf0ma53XrNuqmoVSZesQZL99xN1xIg5dX')
  })

  it('a row without a usable link stays in the list, without a key', () => {
    const bad = printed('requests-list').replace(/requests\/nf0\w+/, 'requests/%2E%2E')
    expect(readRequestList(bytesOf(bad)).requests).toMatchObject([{ requestKey: null, requestId: 'APXT' }])
  })
})

describe('the printed travel request', () => {
  const text = printed('travel-request-details')
  const request = readTravelRequest(bytesOf(text))

  it('is read as printed, with its bare ampersand', () => {
    expect(text).toContain('<ApprovalStatusName>Submitted & Pending Approval</ApprovalStatusName>')
    expect(request).toMatchObject({
      approvalStatusName: 'Submitted & Pending Approval',
      approvalStatusKey: 'Q_PEND',
    })
  })

  it('has every leaf of its header', () => {
    const { comments: _c, exceptions: _e, entries: _n, cashAdvances: _a, ...header } = request
    expect(header).toEqual({
      loginId: 'cmiller@example.com',
      requestId: '337E',
      requestKey: 'nyc7eqM$pprGNOuRIDP6BkOiJ8BntYTrR3',
      name: 'Trip from Mexico City to Dallas',
      purpose: 'Business trip to Dallas',
      currencyCode: 'MXN',
      creationDate: moment('2012-06-08T23:33:39'),
      hasException: false,
      everSentBack: false,
      employeeName: 'Miller, Chris',
      approvalStatusName: 'Submitted & Pending Approval',
      approvalStatusKey: 'Q_PEND',
      authorizedDate: null,
      submitDate: moment('2012-06-08T23:36:10'),
      lastModifiedDate: moment('2012-06-08T16:35:20'),
      segmentCount: null,
      entryCount: 2,
      customFields: [
        { number: 1, raw: '(7732)VIAJAR', code: '7732', name: 'VIAJAR' },
        { number: 2, raw: '(881991)NUEVOS PROYECTOS', code: '881991', name: 'NUEVOS PROYECTOS' },
      ],
      travelRequestPolicyKey: 'n$snD$psI09k6NxQAgOnwgks76hOZdyLhDs',
      expensePolicyKey: 'nI6NfRt2Vq7zSzFFgqVGNjeYFXkAxVGGN',
      requestTotal: '13711.92000000',
      totalApprovedAmount: '13711.92000000',
      totalRemainingAmount: '13711.92000000',
      approvalLimitDate: moment('2012-06-09T23:59:00'),
      agencyOfficeKey: '1',
      agencyOfficeName: 'Terrific Travel',
      startDate: { raw: '9/21/2012', iso: '2012-09-21' },
      startTime: { raw: '6:15 AM', iso: '06:15:00' },
      endDate: { raw: '9/25/2012', iso: '2012-09-25' },
      endTime: { raw: '11:59 PM', iso: '23:59:00' },
      extensionOf: null,
      workflowStepId: 'n3cC3I7NpBss5U2Aofqvxao5t3hvFEQo',
      commentCount: 1,
      exceptionCount: null,
      unread: [],
    })
  })

  it('has its comment, at a moment in GMT', () => {
    expect(request.comments).toEqual([
      {
        text: 'Trip for Sales meeting to Dallas',
        firstName: 'Chris',
        lastName: 'Miller',
        at: { raw: '2012-06-08T16:35:20', iso: '2012-06-08T16:35:20Z' },
      },
    ])
  })

  it('has its cash advance in two currencies', () => {
    expect(request.cashAdvances).toEqual([
      {
        cashAdvanceKey: 'nu1p4xwRqDVwWEcRN5kzNh1OXXfiZ1z06',
        amountRequested: '400.000000',
        currencyCode: 'USD',
        currencyName: 'US, Dollar',
        exchangeRate: '1.00000000000000',
        requestDate: moment('2012-06-08T23:35:20'),
        issueDate: null,
        startingBalance: '0.0',
        approvalStatusName: 'Not Submitted',
        approvalStatusKey: 'A_NOTF',
        employeeCurrencyCode: 'MXN',
        employeeCurrencyName: 'Mexico, Peso',
        comments: [],
      },
    ])
  })

  it('has its two entries with exact amounts', () => {
    expect(request.entries).toMatchObject([
      {
        requestEntryKey: 'ntOaeqFud4aaO6NFSxH7X3TgNk3$pyqifM',
        entryDescription: null,
        expenseTypeKey: 'AIRFR',
        expenseTypeName: 'Boleto de Avion',
        exchangeRate: '14.01220000000000',
        foreignAmount: '638.57000000',
        foreignCurrencyName: 'US, Dollar',
        postedAmount: '8947.77000000',
        approvedAmount: '8947.77000000',
        remainingAmount: '8947.77000000',
        lastModifiedDate: moment('2012-06-08T16:35:20'),
        transactionDate: moment('2012-09-21T06:15:00'),
        requestKey: null,
        formKey: null,
        orgUnits: [],
        customFields: [],
        allocationCount: 3,
        segmentCount: 2,
        comments: [],
        exceptions: [],
      },
      { expenseTypeKey: 'LODGE', postedAmount: '4764.15000000', allocationCount: 3, segmentCount: 1 },
    ])
  })

  it('has allocations that add up, with their list fields taken apart', () => {
    expect(request.entries[0]?.allocations[0]).toEqual({
      allocationKey: 'nG$p6tMeoepRby4MJptMA6$sf4ucfZW7d5y',
      percentage: '33.33333334',
      customFields: [
        { number: 1, raw: '(7732)VIAJAR', code: '7732', name: 'VIAJAR' },
        { number: 2, raw: '(881991)NUEVOS PROYECTOS', code: '881991', name: 'NUEVOS PROYECTOS' },
        { number: 5, raw: '(1234)Project 1234', code: '1234', name: 'Project 1234' },
      ],
    })
    expect(request.entries.map((entry) => entry.allocations.length)).toEqual([3, 3])
  })

  it('has its flight with every element', () => {
    expect(request.entries[0]?.segments[0]).toEqual({
      segmentKey: 'nLY990POOA2TVhHrpTZH$sxmlZ1S4s5nVf',
      type: 'Air Ticket',
      recordLocator: null,
      departureDate: { raw: '9/21/2012', iso: '2012-09-21' },
      departureTime: { raw: '6:15 AM', iso: '06:15:00' },
      arrivalDate: { raw: '9/21/2012', iso: '2012-09-21' },
      arrivalTime: { raw: '8:55 AM', iso: '08:55:00' },
      fromLocationName: 'Juarez Intl',
      fromLocationDetail: 'Juarez Intl, MEXICO',
      toLocationName: 'Dallas Ft Worth Intl',
      toLocationDetail: 'Dallas Ft Worth Intl, Texas',
      flightNumber: '1066',
      classOfServiceCode: 'S',
      tripLocator: '33519718',
      segmentLocator: '1',
      exchangeRate: null,
      foreignAmount: '638.57000000',
      foreignCurrencyName: 'US, Dollar',
      postedAmount: null,
      approvedAmount: null,
      remainingAmount: null,
      isAgencyBooked: true,
      isSelfBooked: true,
      lastModifiedDate: moment('2012-06-08T16:35:20'),
      customFields: [],
      commentCount: null,
      comments: [],
      exceptionCount: null,
      exceptions: [],
    })
    expect(request.entries.flatMap((entry) => entry.segments.map((segment) => segment.type))).toEqual([
      'Air Ticket',
      'Air Ticket',
      'Hotel Reservation',
    ])
  })

  it('cut off anywhere it is unreadable', () => {
    const bytes = bytesOf(text)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(() => readTravelRequest(bytes.subarray(0, length))).toThrow(XmlUnreadable)
      }),
      { numRuns: 60 },
    )
  })

  it('survives the way to another thread unchanged', () => {
    expect(structuredClone(request)).toEqual(request)
  })

  it('without a workflow link nothing can be done', () => {
    const link = /<WorkflowActionURL>[^<]*<\/WorkflowActionURL>/
    for (const end of ['', '<WorkflowActionURL i:nil="true" />', '<WorkflowActionURL/>']) {
      expect(readTravelRequest(bytesOf(text.replace(link, end))).workflowStepId).toBeNull()
    }
  })

  it('exceptions are read with their level, wherever they stand', () => {
    const exception =
      '<ExceptionsList Count="1"><Exception><ExceptionCode>BADCODE</ExceptionCode><ExceptionMessage>Too dear</ExceptionMessage><ExceptionLevel>99</ExceptionLevel></Exception></ExceptionsList>'
    const read = readTravelRequest(bytesOf(text.replaceAll('<ExceptionsList />', exception)))
    const expected = [{ code: 'BADCODE', message: 'Too dear', level: 99 }]
    expect(read.exceptions).toEqual(expected)
    expect(read.entries[0]?.exceptions).toEqual(expected)
    expect(read.entries[0]?.segments[0]?.exceptions).toEqual(expected)
  })

  it('comments named as in the table are read too', () => {
    const table = text.replace('<Comments>', '<Comment>').replace('</Comments>', '</Comment>')
    expect(readTravelRequest(bytesOf(table)).comments).toEqual(request.comments)
  })

  it('org units and custom fields keep their numbers', () => {
    const filled = text
      .replace(
        '<EntryDescription />',
        '<OrgUnit2>(00123) Berlin</OrgUnit2><EntryDescription> two  spaces </EntryDescription>',
      )
      .replace('<Custom40 />', '<Custom40>0040</Custom40>')
    expect(readTravelRequest(bytesOf(filled)).entries[0]).toMatchObject({
      entryDescription: ' two  spaces ',
      orgUnits: [{ number: 2, raw: '(00123) Berlin', code: '00123', name: 'Berlin' }],
      customFields: [{ number: 40, raw: '0040' }],
    })
  })
})

describe('the printed answers to writes', () => {
  it('SUCCESS! is a success', () => {
    expect(readActionStatus(bytesOf(printed('action-success')))).toEqual({
      outcome: 'success',
      message: 'SUCCESS!',
      status: 'SUCCESS!',
    })
  })

  it('FAILURE inside a 200 is a failure with the words of Concur', () => {
    expect(readActionStatus(bytesOf(printed('action-failure')))).toEqual({
      outcome: 'failure',
      message:
        'The action cannot be executed because the item has recently been changed. Please refresh your list and try again.',
      status: 'FAILURE',
    })
  })

  it.each([
    ['SUCCESS', 'success'],
    [' success! ', 'success'],
    ['FAILURE!', 'failure'],
    ['PARTIAL FAILURE', 'failure'],
    ['SUCCESS?', 'unrecognised'],
    ['UNSUCCESSFUL', 'unrecognised'],
    ['OK', 'unrecognised'],
    ['', 'unrecognised'],
  ])('the status %j is %s', (status, outcome) => {
    const body = `<ActionStatus><Message>SUCCESS</Message><Status>${status}</Status></ActionStatus>`
    expect(readActionStatus(bytesOf(body)).outcome).toBe(outcome)
  })

  it('a saved header names its key and the exception that it raised', () => {
    expect(readHeaderStatus(bytesOf(printed('header-answer')))).toEqual({
      outcome: 'success',
      status: 'SUCCESS',
      message: null,
      requestKey: 'nf0ma53XrN$s6z5iKRRANn6eIsW89aTe3m',
      exceptions: [
        {
          eventCode: null,
          exceptionCode: 'MISSREQFLD',
          message: 'Missing Required Fields:Custom 02,Custom 03,Cash Advance,',
          visibility: '1',
          isCleared: false,
          severityLevel: 2147483647,
          type: null,
        },
      ],
    })
  })
})

function moment(text: string) {
  return { raw: text, iso: text }
}
