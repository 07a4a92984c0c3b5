import type { RequestHeader, TravelRequest } from '#lib/contracts/requests.ts'
import type { CustomField } from '#lib/contracts/values.ts'

export const customNames = [
  'custom1',
  'custom2',
  'custom3',
  'custom4',
  'custom5',
  'custom6',
  'custom7',
  'custom8',
  'custom9',
  'custom10',
  'custom11',
  'custom12',
  'custom13',
  'custom14',
  'custom15',
  'custom16',
  'custom17',
  'custom18',
  'custom19',
  'custom20',
] as const

const headerNames = [
  'name',
  'purpose',
  'comment',
  'startDate',
  'startTime',
  'endDate',
  'endTime',
  ...customNames,
] as const
type HeaderName = (typeof headerNames)[number]

export type HeaderValues = Record<HeaderName, string>

export function isHeaderName(name: string): name is HeaderName {
  return headerNames.some((known) => known === name)
}

/** What the form begins with. Of a list field Concur takes the item's code, so that is what stands in it. */
export function headerValues(request?: TravelRequest): HeaderValues {
  const custom = (number: number) =>
    customValue(request?.customFields.find((field) => field.number === number))
  return {
    name: request?.name ?? '',
    purpose: request?.purpose ?? '',
    comment: '',
    startDate: request?.start.date?.iso ?? '',
    startTime: request?.start.time?.iso ?? '',
    endDate: request?.end.date?.iso ?? '',
    endTime: request?.end.time?.iso ?? '',
    custom1: custom(1),
    custom2: custom(2),
    custom3: custom(3),
    custom4: custom(4),
    custom5: custom(5),
    custom6: custom(6),
    custom7: custom(7),
    custom8: custom(8),
    custom9: custom(9),
    custom10: custom(10),
    custom11: custom(11),
    custom12: custom(12),
    custom13: custom(13),
    custom14: custom(14),
    custom15: custom(15),
    custom16: custom(16),
    custom17: custom(17),
    custom18: custom(18),
    custom19: custom(19),
    custom20: custom(20),
  }
}

function customValue(field: CustomField | undefined): string {
  return field?.code ?? field?.raw ?? ''
}

/**
 * The name and what the person changed: an absent field is left as it is, an emptied one is sent empty. A time goes
 * with its date, since Concur takes neither alone for a moment.
 */
export function changedHeader(before: HeaderValues, now: RequestHeader): RequestHeader {
  const changed = new Set(headerNames.filter((name) => before[name] !== (now[name] ?? '')))
  changed.add('name')
  if (changed.has('startTime')) changed.add('startDate')
  if (changed.has('endTime')) changed.add('endDate')
  return { name: now.name, ...Object.fromEntries([...changed].map((name) => [name, now[name]])) }
}
