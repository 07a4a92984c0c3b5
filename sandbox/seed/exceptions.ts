import type { RequestException } from '../travel-requests/entities.ts'

/** Levels of 50 and more warn; 99 blocks. */
export const HEADER_EXCEPTIONS: readonly [RequestException, ...RequestException[]] = [
  { code: 'LATEBOOK', message: 'The trip starts less than 14 days after submission.', level: 60 },
  {
    code: 'BUDGETOV',
    message: 'The total exceeds what is left of the cost center’s travel budget.',
    level: 99,
  },
  { code: 'RISKDEST', message: 'The destination needs the approval of corporate security.', level: 75 },
]

export const ENTRY_EXCEPTIONS: readonly [RequestException, ...RequestException[]] = [
  { code: 'HOTELRATE', message: 'The nightly rate is above the city limit & needs a reason.', level: 50 },
  { code: 'MEALLIMIT', message: 'Meals are above the per diem of the destination.', level: 55 },
  { code: 'NOALLOC', message: 'The allocation names a cost center that closes this quarter.', level: 99 },
]

export const SEGMENT_EXCEPTIONS: readonly [RequestException, ...RequestException[]] = [
  { code: 'PREFAIR', message: 'The airline is not the preferred one on this route.', level: 50 },
  { code: 'CABINCLS', message: 'The class of service is above policy for flights under 6 hours.', level: 70 },
  { code: 'CARCLASS', message: 'The car is larger than policy allows for <3 travellers.', level: 50 },
]

/** The system exception that saving an incomplete header raises (api-reference/request/v1.request). */
export const missingFields = (fields: readonly string[]): RequestException => ({
  code: 'MISSREQFLD',
  message: `Missing Required Fields:${fields.map((field) => `${field},`).join('')}`,
  level: 99,
})
