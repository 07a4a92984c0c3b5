import { z } from 'zod'
import type { RunningSandbox } from '../../sandbox/server.ts'
import { Caller, control, postToken, readTokens } from './client.ts'

export const V4 = '/expensereports/v4'
export const COMPANY_ID = '5c1f6d1e-0d0b-4f4e-9b0a-6a3d1f0c7e21'

const scope = 'openid EXPRPT expense.report.readwrite'

export const signInForReports = (sandbox: RunningSandbox, person: { id: string }): Promise<Caller> =>
  Caller.signIn(sandbox, person, { scope })

/** The company itself, by its request token. */
export async function companyCaller(sandbox: RunningSandbox): Promise<Caller> {
  const answer = await postToken(sandbox.url, {
    grant_type: 'password',
    credtype: 'authtoken',
    username: COMPANY_ID,
    password: 'northwind-request-token',
  })
  return new Caller(sandbox.url, (await readTokens(answer)).access_token)
}

/** PUT and DELETE, as a client of Exceptions v4 sends them. */
export const write = (caller: Caller, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${caller.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${caller.token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  })

const exception = z.strictObject({
  exceptionCode: z.string(),
  exceptionVisibility: z.enum(['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR']),
  isBlocking: z.boolean(),
  message: z.string(),
  allocationId: z.string().nullable(),
  expenseId: z.string().nullable(),
  parentExpenseId: z.string().nullable(),
})
export type ExceptionRow = z.infer<typeof exception>

/** Every element of the printed answers, and none beside them. */
export const rowsOf = async (answer: Response): Promise<ExceptionRow[]> =>
  z.array(exception).parse(await answer.json())

const held = z.object({
  reportId: z.string(),
  name: z.string(),
  ownerLogin: z.string(),
  ownerId: z.string(),
  approverLogin: z.string(),
  status: z.string(),
  lastModifiedDate: z.string(),
})
const whole = held.extend({ exceptions: z.array(exception.extend({ level: z.string() })) })
export type HeldReport = z.infer<typeof whole>
const counted = held.extend({ expenses: z.number(), exceptions: z.number(), blocking: z.number() })
export type CountedReport = z.infer<typeof counted>

/** Behind the API: every report, every exception of one. */
export const heldReports = async (url: string): Promise<CountedReport[]> =>
  z.array(counted).parse(await control(url, 'GET', '/reports'))

export const heldReport = async (url: string, id: string): Promise<HeldReport> =>
  whole.parse(await control(url, 'GET', `/reports/${id}`))

/** The first report that has exceptions at these levels. */
export async function reportWith(url: string, ...levels: string[]): Promise<HeldReport> {
  for (const { reportId, exceptions } of await heldReports(url)) {
    if (exceptions === 0 || exceptions > 100) continue
    const report = await heldReport(url, reportId)
    if (levels.every((level) => report.exceptions.some((each) => each.level === level))) return report
  }
  throw new Error(`No report has exceptions at ${levels.join(', ')}.`)
}
