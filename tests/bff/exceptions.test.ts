import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '#lib/contracts/audit.ts'
import { addReportException, listReportExceptions } from '#lib/contracts/exceptions.ts'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { type HeldReport, heldReport, heldReports, reportWith } from '../sandbox/report-client.ts'
import { type Answer, type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
/** Acts with the company's token. */
let priya: Browser
/** Her own token, with the role Web Services Administrator. */
let mira: Browser
let daniel: Browser
let seed = 30

beforeAll(async () => {
  desk = await openDesk({ env: { CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token' } })
  priya = await desk.signIn(PRIYA, 'patient')
  mira = await desk.signIn(MIRA, 'patient')
  daniel = await desk.signIn(DANIEL, 'patient')
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset', { seed: seed++ }))

type Held = HeldReport['exceptions'][number]
const LEVELS = ['header', 'expense', 'itemization', 'allocation']

const placePath = (
  reportId: string,
  { expenseId, allocationId }: { expenseId?: string | null; allocationId?: string | null } = {},
) =>
  `/api/reports/${reportId}${expenseId ? `/expenses/${expenseId}` : ''}${allocationId ? `/allocations/${allocationId}` : ''}`
const exceptionsPath = (reportId: string, at?: Parameters<typeof placePath>[1]) =>
  `${placePath(reportId, at)}/exceptions`

const list = async (browser: Browser, path: string) =>
  listReportExceptions.answer.parse((await browser.get(path)).json)
const clear = (browser: Browser, reportId: string, at: Partial<Held>, reason = 'Receipt came by mail') =>
  browser.send('DELETE', `${exceptionsPath(reportId, at)}/${at.exceptionCode}`, { reason })
const add = (
  browser: Browser,
  reportId: string,
  at: Parameters<typeof placePath>[1],
  exceptionCode: string,
  exceptionVisibility = 'ALL',
) => browser.send('PUT', exceptionsPath(reportId, at), { exceptionCode, exceptionVisibility })

const written = ({ status, json }: Answer) => {
  expect(status).toBe(200)
  return addReportException.answer.parse(json)
}
const standing = async (reportId: string) =>
  (await heldReport(desk.sandbox.url, reportId)).exceptions.map(
    ({ level, exceptionCode, expenseId, allocationId }) => [level, exceptionCode, expenseId, allocationId],
  )
const calls = (method: string) =>
  desk.sandbox.store.calls.all().filter((call) => call.method === method && call.path.includes('/exceptions'))
const fault = (method: string, kind: string, more: object = {}) =>
  control(desk.sandbox.url, 'POST', '/faults', {
    kind,
    times: 1,
    match: { method, path: '/exceptions' },
    ...more,
  })

async function some(level: string): Promise<{ reportId: string; name: string; one: Held }> {
  const held = await reportWith(desk.sandbox.url, level)
  const one = held.exceptions.find((each) => each.level === level)
  if (!one) throw new Error('The report lost its exception.')
  return { reportId: held.reportId, name: held.name, one }
}

describe('The exceptions of a report', () => {
  it('are all of them, each at its place, and only the header’s where the rest is left out', async () => {
    const held = await reportWith(desk.sandbox.url, ...LEVELS)
    const all = await list(priya, exceptionsPath(held.reportId))
    expect(all.as).toBe('system')
    expect(all.items).toHaveLength(held.exceptions.length)
    const header = await list(priya, `${exceptionsPath(held.reportId)}?excludeExpenses=true`)
    expect(header.items).toHaveLength(held.exceptions.filter(({ level }) => level === 'header').length)
  })

  it('are read at an expense and at an allocation', async () => {
    const { reportId, one } = await some('itemization')
    const parent = one.parentExpenseId
    const whole = await list(priya, exceptionsPath(reportId, { expenseId: parent }))
    const without = await list(
      priya,
      `${exceptionsPath(reportId, { expenseId: parent })}?excludeItemizations=true`,
    )
    expect(whole.items).toContainEqual(expect.objectContaining({ expenseId: one.expenseId }))
    expect(without.items.length).toBeLessThan(whole.items.length)
    const other = await some('allocation')
    const { items } = await list(priya, exceptionsPath(other.reportId, other.one))
    expect(new Set(items.map(({ allocationId }) => allocationId))).toEqual(new Set([other.one.allocationId]))
  })

  it('differ by who looks: a traveler sees what is for all, an approver more, the company everything', async () => {
    const held = (await heldReports(desk.sandbox.url)).find(({ ownerLogin }) => ownerLogin === MIRA.login)
    const reportId = held?.reportId ?? ''
    for (const visibility of ['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR'])
      await control(desk.sandbox.url, 'POST', `/reports/${reportId}/touch`, {
        add: [
          {
            exceptionCode: { ALL: 'UNUSEDADV', APPROVER_PROCESSOR: 'BUDGETOV', PROCESSOR: 'AUDIT' }[
              visibility
            ],
            exceptionVisibility: visibility,
          },
        ],
      })
    const seen = async (query: string) =>
      (await list(mira, `${exceptionsPath(reportId)}?excludeExpenses=true&${query}`)).items.map(
        ({ exceptionVisibility }) => exceptionVisibility,
      )
    expect(new Set(await seen('as=user'))).toEqual(new Set(['ALL']))
    expect(new Set(await seen('as=system'))).toEqual(new Set(['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR']))
    const theirs = (await heldReports(desk.sandbox.url)).find(
      ({ status, approverLogin }) => status === 'A_PEND' && approverLogin === MIRA.login,
    )
    const manager = await list(mira, `${exceptionsPath(theirs?.reportId ?? '')}?as=user&context=MANAGER`)
    expect(manager.items.some(({ exceptionVisibility }) => exceptionVisibility === 'PROCESSOR')).toBe(false)
    expect((await list(mira, exceptionsPath(theirs?.reportId ?? ''))).as).toBe('system')
    expect((await mira.get(`${exceptionsPath(theirs?.reportId ?? '')}?as=user`)).status).toBe(404)
    expect((await daniel.get(exceptionsPath(theirs?.reportId ?? ''))).status).toBe(404)
  })

  it.each([
    ['malformed', 502, 'concur-malformed'],
    ['html', 502, 'concur-malformed'],
    ['empty', 502, 'concur-malformed'],
    ['503', 503, 'concur-unavailable'],
  ])('that come as %s are a problem, never an empty list', async (kind, status, code) => {
    const { reportId } = await some('header')
    await fault('GET', kind, { times: undefined })
    expect(await priya.get(exceptionsPath(reportId))).toMatchObject({ status, json: { code } })
  })
})

describe('Clearing', () => {
  it.each(LEVELS)('an exception at the level %s clears that one', async (level) => {
    const { reportId, one } = await some(level)
    const before = await standing(reportId)
    const answer = written(await clear(priya, reportId, one))
    expect(answer).toMatchObject({ outcome: 'done', concur: { correlationId: expect.any(String) } })
    expect(answer.items?.some(({ exceptionCode }) => exceptionCode === one.exceptionCode)).toBe(false)
    const after = await standing(reportId)
    expect(after).toHaveLength(before.length - 1)
    expect(after).not.toContainEqual([level, one.exceptionCode, one.expenseId, one.allocationId])
  })

  it('a code at the header leaves the same code at an expense, and the other way round', async () => {
    const { reportId, one } = await some('expense')
    const { exceptionCode } = one
    const add = [{ exceptionCode }]
    await control(desk.sandbox.url, 'POST', `/reports/${reportId}/touch`, { add })
    expect(written(await clear(priya, reportId, { exceptionCode })).outcome).toBe('done')
    expect(await standing(reportId)).toContainEqual(['expense', exceptionCode, one.expenseId, null])
    await control(desk.sandbox.url, 'POST', `/reports/${reportId}/touch`, { add })
    expect(written(await clear(priya, reportId, one)).outcome).toBe('done')
    expect(await standing(reportId)).toContainEqual(['header', exceptionCode, null, null])
  })

  it('what somebody else cleared meanwhile is done, and says so', async () => {
    const { reportId, one } = await some('header')
    const remove = [{ exceptionCode: one.exceptionCode }]
    await control(desk.sandbox.url, 'POST', `/reports/${reportId}/touch`, { remove })
    const answer = written(await clear(priya, reportId, one))
    expect(answer).toMatchObject({ outcome: 'done', alreadyCleared: true })
    expect(answer.message).toContain('already')
  })

  it('with two clicks is one call, and both hear the same', async () => {
    const { reportId, one } = await some('header')
    const answers = await Promise.all([clear(priya, reportId, one), clear(priya, reportId, one)])
    expect(answers.map(({ json }) => [json.outcome, json.alreadyCleared])).toEqual([
      ['done', undefined],
      ['done', undefined],
    ])
    expect(calls('DELETE')).toHaveLength(1)
  })

  it.each([
    ['reset-after-effect', 'done', false],
    ['truncated', 'done', false],
    ['500', 'unknown', true],
    ['503', 'unknown', true],
    ['html-502', 'unknown', true],
    ['html', 'unknown', true],
    ['reset-before', 'unknown', true],
  ])('whose call ends in %s is read back: %s', async (kind, outcome, stands) => {
    const { reportId, one } = await some('header')
    await fault('DELETE', kind)
    const answer = written(await clear(priya, reportId, one))
    expect(answer.outcome).toBe(outcome)
    expect(answer.items?.some(({ exceptionCode }) => exceptionCode === one.exceptionCode)).toBe(stands)
    expect(calls('DELETE')).toHaveLength(1)
  })

  it('that cannot be read back is unknown, though Concur said yes', async () => {
    const { reportId, one } = await some('header')
    await fault('GET', '503', { times: undefined })
    const answer = written(await clear(priya, reportId, one))
    expect(answer).toMatchObject({ outcome: 'unknown', items: null })
    expect(answer.message).toContain('could not be read back')
  })

  it('needs a reason', async () => {
    const { reportId, one } = await some('header')
    expect(await clear(priya, reportId, one, ' ')).toMatchObject({
      status: 400,
      json: { fields: { reason: expect.any(String) } },
    })
    expect(calls('DELETE')).toHaveLength(0)
  })
})

describe('Adding', () => {
  it.each(LEVELS)('at the level %s puts it there, for those who are to see it', async (level) => {
    const { reportId, one } = await some(level)
    const code = one.exceptionCode === 'FXRATE' ? 'LIMIT' : 'FXRATE'
    const before = (await standing(reportId)).filter(
      ([at, held, expenseId, allocationId]) =>
        !(at === level && held === code && expenseId === one.expenseId && allocationId === one.allocationId),
    )
    const answer = written(await add(priya, reportId, one, code, 'PROCESSOR'))
    expect(answer.outcome).toBe('done')
    expect(answer.items).toContainEqual(
      expect.objectContaining({ exceptionCode: code, exceptionVisibility: 'PROCESSOR' }),
    )
    expect(await standing(reportId)).toHaveLength(before.length + 1)
  })

  it('what stands there like this is not sent, and says so', async () => {
    const { reportId, one } = await some('header')
    const answer = written(await add(priya, reportId, {}, one.exceptionCode, one.exceptionVisibility))
    expect(answer).toMatchObject({ outcome: 'done', alreadyThere: true })
    expect(calls('PUT')).toHaveLength(0)
  })

  it('what stands there for others changes who sees it', async () => {
    const { reportId, one } = await some('header')
    const other = one.exceptionVisibility === 'ALL' ? 'PROCESSOR' : 'ALL'
    const answer = written(await add(priya, reportId, {}, one.exceptionCode, other))
    expect(answer.alreadyThere).toBeUndefined()
    expect(answer.items).toContainEqual(
      expect.objectContaining({ exceptionCode: one.exceptionCode, exceptionVisibility: other }),
    )
  })

  it('whose answer is lost is done where it stands there afterwards, unknown where not', async () => {
    const { reportId } = await some('header')
    await fault('PUT', 'reset-after-effect')
    expect(written(await add(priya, reportId, {}, 'FXRATE')).outcome).toBe('done')
    await fault('PUT', '500')
    expect(written(await add(priya, reportId, {}, 'TAXJUR')).outcome).toBe('unknown')
  })

  it('with two clicks is one call', async () => {
    const { reportId } = await some('header')
    const answers = await Promise.all([1, 2].map(() => add(priya, reportId, {}, 'FXRATE')))
    for (const answer of answers) expect(written(answer).outcome).toBe('done')
    expect(calls('PUT')).toHaveLength(1)
  })

  it('a code that Concur does not know is its refusal, by field, with its ids', async () => {
    const { reportId } = await some('header')
    const answer = await add(priya, reportId, {}, 'NOSUCHCODE')
    expect(answer).toMatchObject({
      status: 422,
      json: {
        code: 'concur-refused',
        fields: { exceptionCode: expect.stringContaining('NOSUCHCODE') },
        concur: { correlationId: expect.any(String), httpStatus: 400 },
      },
    })
    expect(answer.json.detail).toContain('Nothing was changed')
  })
})

describe('A place that is not there', () => {
  it.each([
    ['report', () => ({ reportId: 'F'.repeat(20) }), 'no report FFFF'],
    [
      'expense',
      (held: HeldReport) => ({ reportId: held.reportId, expenseId: 'E'.repeat(32) }),
      'no expense EEEE',
    ],
    [
      'allocation',
      (held: HeldReport) => ({
        reportId: held.reportId,
        expenseId: held.exceptions.find(({ level }) => level === 'allocation')?.expenseId ?? '',
        allocationId: 'A'.repeat(32),
      }),
      'no allocation AAAA',
    ],
    [
      'expense above an allocation',
      (held: HeldReport) => ({
        reportId: held.reportId,
        expenseId: 'E'.repeat(32),
        allocationId: held.exceptions.find(({ level }) => level === 'allocation')?.allocationId ?? '',
      }),
      'no expense EEEE',
    ],
  ])('is named, whoever reads, adds or clears: the %s', async (_, of, words) => {
    const { reportId, ...at } = of(await reportWith(desk.sandbox.url, 'allocation'))
    for (const answer of [
      await priya.get(exceptionsPath(reportId, at)),
      await add(priya, reportId, at, 'FXRATE'),
      await clear(priya, reportId, { ...at, exceptionCode: 'FXRATE' }),
    ]) {
      expect(answer).toMatchObject({ status: 404, json: { code: 'concur-not-found' } })
      expect(answer.json.detail).toContain(words)
      expect(answer.json.concur.correlationId).toEqual(expect.any(String))
    }
  })
})

describe('Who may', () => {
  it('without the role for it hears what is missing, and nothing is changed', async () => {
    const { reportId, one } = await some('header')
    const before = await standing(reportId)
    const answer = await clear(daniel, reportId, one)
    expect(answer).toMatchObject({ status: 403, json: { code: 'concur-forbidden' } })
    expect(answer.json.detail).toMatch(/Nothing was changed.*role/)
    expect((await add(daniel, reportId, {}, 'FXRATE')).status).toBe(403)
    expect(await standing(reportId)).toEqual(before)
  })

  it('has the role clears with their own token, without the company’s', async () => {
    const { reportId, one } = await some('header')
    expect(written(await clear(mira, reportId, one)).outcome).toBe('done')
    expect(calls('DELETE')[0]?.as).toBe(MIRA.login)
  })

  it('is named for it acts as the company, and the audit log names the person', async () => {
    const { reportId, name, one } = await some('header')
    await clear(priya, reportId, one, 'Seen on paper')
    expect(calls('DELETE')[0]?.as).not.toBe(PRIYA.login)
    const { json } = await priya.get(
      `/api/audit?object=${encodeURIComponent(`${reportId}/${one.exceptionCode}`)}`,
    )
    const { items } = listAudit.answer.parse(json)
    expect(items.map(({ phase }) => phase)).toEqual(['done', 'attempt'])
    expect(items[1]).toMatchObject({
      verb: 'clear-exception',
      person: { name: 'Priya Raman' },
      message: 'Seen on paper',
      object: { kind: 'exception', label: expect.stringContaining(name) },
      before: { reportId, exceptionCode: one.exceptionCode },
    })
    expect(items[0]?.correlationId).toEqual(expect.any(String))
  })

  it.each([
    ['openid expense.report.read', 200],
    ['openid TRVREQ', 403],
  ])('was granted %s does no more with the company’s token than with their own', async (scopes, reads) => {
    const { reportId, one } = await some('header')
    const narrow = await desk.signIn(PRIYA, 'patient', scopes)
    expect((await narrow.get(exceptionsPath(reportId))).status).toBe(reads)
    expect((await clear(narrow, reportId, one)).status).toBe(403)
    expect(calls('DELETE')).toHaveLength(0)
    priya = await desk.signIn(PRIYA, 'patient')
  })

  it('clears while the company’s grant is over is not asked to sign in', async () => {
    const { reportId, one } = await some('header')
    await fault('DELETE', '401', { times: undefined })
    const answer = await clear(priya, reportId, one)
    expect(answer).toMatchObject({ status: 403, json: { code: 'concur-forbidden' } })
    expect(answer.json.detail).toContain('company’s token')
  })
})

describe('Clearings', () => {
  it('are counted by day and code; what was gone already is not', async () => {
    const { reportId, one } = await some('expense')
    const counted = async () => {
      const { json } = await priya.get('/api/exceptions/clearings')
      return json.items.find(
        ({ exceptionCode }: { exceptionCode: string }) => exceptionCode === one.exceptionCode,
      )
    }
    const before = (await counted())?.cleared ?? 0
    await clear(priya, reportId, one)
    await clear(priya, reportId, one)
    expect(await counted()).toEqual({
      day: new Date().toISOString().slice(0, 10),
      exceptionCode: one.exceptionCode,
      cleared: before + 1,
    })
    expect((await priya.get('/api/exceptions/clearings?to=2020-01-01')).json.items).toEqual([])
  })
})
