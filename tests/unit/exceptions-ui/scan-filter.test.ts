import { expect, test } from 'vitest'
import { filterScan, noFilter, type ScanFilter } from '#components/exceptions/scan-filter.ts'
import { exceptionOf, reportOf } from './scanned-reports.ts'

const reports = [
  reportOf('R1', {
    name: 'Plant visit',
    exceptions: [
      exceptionOf('RCPTSUM', { isBlocking: true }),
      exceptionOf('LATE60', { exceptionVisibility: 'PROCESSOR' }),
    ],
  }),
  reportOf('R2', {
    name: 'Roadshow',
    owner: { name: 'Kit Lawson', login: 'kit@northwind.example' },
    total: { value: '1000.00', currency: 'EUR' },
    approvalStatus: { code: 'A_NOTF', name: 'Not Submitted' },
    submittedAt: null,
    modifiedAt: { iso: '2026-10-01T23:59:59', raw: '2026-10-01T23:59:59' },
    exceptions: [exceptionOf('LATE60')],
  }),
  reportOf('R3', { total: null, exceptions: [] }),
]

/** "R1 RCPTSUM, R1 LATE60". */
const shown = (filter: Partial<ScanFilter>) =>
  filterScan(reports, { ...noFilter, ...filter })
    .flatMap(({ reportId, exceptions }) =>
      exceptions.map(({ exceptionCode }) => `${reportId} ${exceptionCode}`),
    )
    .join(', ')

const all = 'R1 RCPTSUM, R1 LATE60, R2 LATE60'

test.each<[words: string, filter: Partial<ScanFilter>, expected: string]>([
  ['no filter leaves out only reports without exceptions', {}, all],
  ['a code in the search keeps its exceptions', { q: 'rcpt' }, 'R1 RCPTSUM'],
  ['a report in the search keeps all of its exceptions', { q: 'plant' }, 'R1 RCPTSUM, R1 LATE60'],
  ['words of a report and of an exception go together', { q: 'plant late' }, 'R1 LATE60'],
  ['a report id finds its report', { q: 'r2' }, 'R2 LATE60'],
  ['an owner is found by login', { owner: 'KIT@' }, 'R2 LATE60'],
  ['a status is exact', { status: 'A_NOTF' }, 'R2 LATE60'],
  [
    'both ends of the days count',
    { submittedFrom: '2026-11-06', submittedTo: '2026-11-06' },
    'R1 RCPTSUM, R1 LATE60',
  ],
  ['what was never submitted has no day', { submittedTo: '2026-12-31' }, 'R1 RCPTSUM, R1 LATE60'],
  ['the last second of a day is of that day', { modifiedTo: '2026-10-01' }, 'R2 LATE60'],
  ['amounts are compared as decimals', { amountFrom: '121' }, 'R2 LATE60'],
  ['an amount may be met exactly', { amountTo: '120.5' }, 'R1 RCPTSUM, R1 LATE60'],
  ['only what blocks', { blocking: true }, 'R1 RCPTSUM'],
  ['one code', { code: 'LATE60' }, 'R1 LATE60, R2 LATE60'],
  ['who sees it', { visibility: 'PROCESSOR' }, 'R1 LATE60'],
  ['nothing matches', { q: 'nowhere' }, ''],
])('Of a scan is shown: %s', (_, filter, expected) => {
  expect(shown(filter)).toBe(expected)
})
