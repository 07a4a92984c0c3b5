import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../sandbox/operations.ts'
import { type ConcurFault, concurFaults } from './concur-faults.ts'
import { openFaultyDesk } from './faulty-desk.ts'
import { cellText, readTable, writeTable } from './matrix-table.ts'
import type { Operation } from './operation.ts'
import { inJobs } from './operations/jobs.ts'
import { peopleRead } from './operations/people-read.ts'
import { peopleWrite } from './operations/people-write.ts'
import { tokens } from './operations/signing-in.ts'
import { rules } from './rules.ts'

const isLong = process.env.MATRIX === 'long'

const sections = [
  { heading: 'What a person opens', operations: peopleRead },
  { heading: 'What a person changes', operations: peopleWrite },
  { heading: 'What goes on when nobody waits', operations: inJobs },
  { heading: 'Signing in, and the tokens', operations: tokens },
]
const operations = sections.flatMap((section) => section.operations)

/** Without a word about length every operation meets a few faults, each row beginning where the one above ended: none is left out. */
const A_FEW = 2
const chosen = operations.map((operation, at) => ({
  operation,
  faults: isLong
    ? concurFaults
    : concurFaults.filter(
        (_, fault) => (fault - at * A_FEW + concurFaults.length * at) % concurFaults.length < A_FEW,
      ),
}))

/** What the sandbox answers and the desk does not ask for. */
const neverCalled = [
  // By the browser.
  'GET /oauth2/v0/authorize',
  // A parent's codes go into the query.
  'GET /api/expense/list/v1.0/{listId}/items/{parentCode}',
  // The search, the report and its expenses say all that the desk shows.
  'GET /api/v3.0/expense/reports/{id}',
  'GET /expensereports/v4/users/{userId}/context/{contextType}/reportsToApprove',
  'GET /expensereports/v4/users/{userID}/context/{contextType}/reports/{reportId}/expenses/{expenseId}',
  'GET /expensereports/v4/reports/{reportId}/expenses/{expenseId}',
]

let desk: Awaited<ReturnType<typeof openFaultyDesk>>
const texts = new Map<Operation, Map<ConcurFault, string>>()

beforeAll(async () => {
  desk = await openFaultyDesk()
})
afterAll(() => desk.close())

describe.each(chosen.map((each) => [each.operation.title, each] as const))(
  '%s',
  (_, { operation, faults }) => {
    it.each(faults.map((fault) => [fault.when, fault] as const))('while Concur %s', async (_, fault) => {
      const observed = await desk.observe(operation, fault)
      for (const { rule, holds } of rules) {
        try {
          holds({ operation, fault, observed })
        } catch (error) {
          if (error instanceof Error)
            error.message = `${rule}.\n${JSON.stringify(observed.seen)}\n${error.message}`
          throw error
        }
      }
      const text = cellText(observed)
      if (!isLong) expect(readTable()(operation, fault), 'MATRIX.md is stale: npm run test:faults').toBe(text)
      const row = texts.get(operation) ?? new Map<ConcurFault, string>()
      texts.set(operation, row.set(fault, text))
    })
  },
)

describe('The matrix', () => {
  it('holds every operation and every fault, each at least once', () => {
    const met = new Set(chosen.flatMap(({ faults }) => faults))
    expect(met.size).toBe(concurFaults.length)
    for (const { faults } of chosen) expect(faults.length).toBeGreaterThan(0)
  })

  it('leaves out no call that the desk makes', () => {
    const isStruck = ({ method, path }: (typeof OPERATIONS)[number]) =>
      operations.some(
        ({ strikes }) =>
          strikes.method === method &&
          new RegExp(strikes.path).test(path.replace('{contextType}', 'TRAVELER').replace(/[{}]/g, '')),
      )
    const leftOut = OPERATIONS.filter((each) => each.support !== 'missing' && !isStruck(each))
    expect(leftOut.map(({ method, path }) => `${method} ${path}`)).toEqual(neverCalled)
  })

  it('is published whole', () => {
    const textAt = (operation: Operation, fault: ConcurFault) => texts.get(operation)?.get(fault)
    if (isLong) writeTable(sections, textAt)
    const published = readTable()
    for (const operation of operations)
      for (const fault of concurFaults) expect(published(operation, fault)).toMatch(/ · \d/)
  })
})
