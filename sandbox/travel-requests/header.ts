import { z } from 'zod'
import { instant } from '../clock.ts'
import { ConcurError } from '../http/concur-error.ts'
import { LEGACY_HOST } from '../http/legacy-host.ts'
import { element, parent, travelRequestDocument } from '../http/xml-writer.ts'
import { missingFields } from '../seed/exceptions.ts'
import type { CustomFields, RequestException, TravelRequest } from './entities.ts'

const day = z.string().refine((text) => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && instant(at).startsWith(text)
}, 'must be an existing day, YYYY-MM-DD')

// The page asks for hh:mm:ss, its own example sends 3:15.
const time = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be hh:mm:ss')
const orEmpty = <T extends z.ZodType>(field: T) => field.or(z.literal('')).optional()

const fields = z.strictObject({
  Name: z.string().trim().min(1, 'is required').max(255),
  Purpose: z.string().max(2000, 'may have 2000 characters').optional(),
  Comment: z.string().max(2000).optional(),
  StartDate: orEmpty(day),
  StartTime: orEmpty(time),
  EndDate: orEmpty(day),
  EndTime: orEmpty(time),
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`Custom${at + 1}`, z.string().max(100).optional()]),
  ),
})

const customs = z.record(z.string(), z.unknown())

export type Header = z.infer<typeof fields> & { custom: CustomFields }

/** What this company's policy asks for; Name is required everywhere. */
const REQUIRED_CUSTOM = [2, 3] as const

export function readHeader(given: Map<string, string>): Header {
  const read = fields.safeParse(Object.fromEntries(given))
  if (!read.success) {
    const [issue] = read.error.issues
    const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]
    const field = String(name ?? 'Request')
    const why = issue?.code === 'unrecognized_keys' ? 'is not expected here' : (issue?.message ?? 'is wrong')
    throw new ConcurError(400, `The request is not formatted correctly: ${field} ${why}.`, field)
  }
  const custom: CustomFields = {}
  for (const [name, value] of Object.entries(customs.parse(read.data))) {
    const number = /^Custom(\d+)$/.exec(name)?.[1]
    if (number && typeof value === 'string') custom[Number(number)] = value
  }
  return { ...read.data, custom }
}

/** An element that is not sent leaves its field as it was; an empty one empties it. */
export function applyHeader(request: TravelRequest, header: Header, at: number): void {
  const startDate = header.StartDate ?? request.startDate
  const endDate = header.EndDate ?? request.endDate
  const startTime = header.StartTime ?? request.startTime
  const endTime = header.EndTime ?? request.endTime
  if (startDate && endDate && moment(endDate, endTime) < moment(startDate, startTime)) {
    throw new ConcurError(400, 'The end of the travel request lies before its start.', 'EndDate')
  }
  Object.assign(request, { name: header.Name, startDate, endDate, startTime, endTime })
  request.purpose = header.Purpose ?? request.purpose
  request.custom = { ...request.custom, ...header.custom }
  const { firstName, lastName } = request.owner
  if (header.Comment?.trim()) request.comments.push({ text: header.Comment.trim(), firstName, lastName, at })
  const missing = missingOf(request)
  request.exceptions = [
    ...(missing ? [missing] : []),
    ...request.exceptions.filter((exception) => exception.code !== 'MISSREQFLD'),
  ]
}

// Without both times only the days are compared.
function moment(date: string, clock: string | undefined): string {
  if (!clock) return date
  const [hours = '', ...rest] = clock.split(':')
  return `${date}T${[hours.padStart(2, '0'), ...rest].join(':')}`
}

function missingOf({ custom, purpose }: TravelRequest): RequestException | undefined {
  const missing = REQUIRED_CUSTOM.filter((at) => !custom[at]?.trim()).map(
    (at) => `Custom ${String(at).padStart(2, '0')}`,
  )
  if (purpose.trim() === '') missing.push('Purpose')
  return missing.length > 0 ? missingFields(missing) : undefined
}

/** The answer to a saved header, with the exceptions that saving it raised. */
export function requestStatus(request: TravelRequest): string {
  const missing = missingOf(request)
  const inner = (name: string, value: string) => element(name, value, '      ')
  const exception =
    missing &&
    parent(
      'RequestException',
      inner('EventCode', '') +
        inner('ExceptionCode', missing.code) +
        inner('ExceptionErrorCode', '') +
        inner('ExceptionVisibility', '1') +
        inner('IsCleared', 'N') +
        inner('Message', missing.message) +
        inner('SeverityLevel', '2147483647') +
        inner('Type', ''),
      '    ',
    )
  return travelRequestDocument(
    'RequestStatus',
    element('Request-Details-Url', `${LEGACY_HOST}/api/travelrequest/v1.0/requests/${request.key}`, '  ') +
      element('Status', 'SUCCESS', '  ') +
      (exception ? parent('RequestExceptions', exception, '  ') : ''),
  )
}

/** The page documents no refusal by status; as with workflow actions it is a failure inside a 200. */
export const headerRefused = (request: TravelRequest, message: string): string =>
  travelRequestDocument(
    'RequestStatus',
    element('Message', message, '  ') +
      element('Request-Details-Url', `${LEGACY_HOST}/api/travelrequest/v1.0/requests/${request.key}`, '  ') +
      element('Status', 'FAILURE', '  '),
  )
