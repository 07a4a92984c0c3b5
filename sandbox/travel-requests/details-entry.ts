import { instant } from '../clock.ts'
import { element, parent } from '../http/xml-writer.ts'
import { amount, CURRENCIES, type CurrencyCode, rate } from '../seed/currencies.ts'
import { commentsList, count, customLines, exceptionsList } from './details-lines.ts'
import { segmentElement } from './details-segment.ts'
import type { Allocation, RequestEntry, TravelRequest } from './entities.ts'

export function entryElement(request: TravelRequest, entry: RequestEntry, indent: string): string {
  const inner = `${indent}  `
  const deeper = `${inner}  `
  const line = (name: string, value: string) => element(name, value, inner)
  const home: CurrencyCode = request.owner.currency
  const posted = amount(entry.postedAmount, home)
  const segments = entry.segments.map((segment) => segmentElement(segment, request.createdAt, deeper))
  return parent(
    'RequestEntry',
    line('AllocationCount', count(entry.allocations)) +
      parent(
        'AllocationsList',
        entry.allocations.map((one) => allocationElement(one, deeper)).join(''),
        inner,
      ) +
      line('ApprovedAmount', posted) +
      line('CommentCount', count(entry.comments)) +
      commentsList(entry.comments, inner) +
      customLines(entry.custom, 40, inner) +
      line('EntryDescription', entry.description) +
      line('ExceptionCount', count(entry.exceptions)) +
      exceptionsList(entry.exceptions, inner) +
      line('ExchangeRate', rate(entry.exchangeRate)) +
      line('ExpenseTypeKey', entry.expenseTypeKey) +
      line('ExpenseTypeName', entry.expenseTypeName) +
      line('ForeignAmount', amount(entry.foreignAmount, entry.foreignCurrency)) +
      line('ForeignCurrencyName', CURRENCIES[entry.foreignCurrency].name) +
      line('FormKey', 'n7Qp$3vUdA0mEntryForm1kXwz2sT9rLbC') +
      line('LastModifiedDate', instant(request.createdAt)) +
      [1, 2, 3, 4, 5, 6].map((at) => line(`OrgUnit${at}`, entry.orgUnits[at] ?? '')).join('') +
      line('PostedAmount', posted) +
      line('RemainingAmount', posted) +
      line('RequestEntryKey', entry.key) +
      line('RequestKey', request.key) +
      line('SegmentCount', count(entry.segments)) +
      parent('SegmentsList', segments.join(''), inner) +
      line('TransactionDate', entry.transactionDate),
    indent,
  )
}

const allocationElement = (allocation: Allocation, indent: string): string =>
  parent(
    'Allocation',
    element('AllocationKey', allocation.key, `${indent}  `) +
      element('Percentage', allocation.percentage, `${indent}  `) +
      customLines(allocation.custom, 20, `${indent}  `, 11),
    indent,
  )
