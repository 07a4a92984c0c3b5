import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, DANIEL, detailsOf, MIRA, NAMESPACE, rowsOf, textOf } from './client.ts'

let sandbox: RunningSandbox
let mira: Caller
const PATH = '/api/travelrequest/v1.0/requests'

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  mira = await Caller.signIn(sandbox, MIRA)
})
afterAll(() => sandbox.close())

const header = (inner: string) => `<Request xmlns="${NAMESPACE}">${inner}</Request>`
const keyIn = (xml: string) => textOf(xml, 'Request-Details-Url')?.split('/').at(-1) ?? ''
const keyWith = (status: string, login = MIRA.login) =>
  sandbox.store.requests
    .newestFirst()
    .find((request) => request.status === status && request.owner.login === login)?.key ?? ''

const SEED_BODY = `<Request xmlns="http://www.concursolutions.com/api/travelrequest/2012/06">
  <Name>Request for Trip to Seattle</Name>
  <Purpose>Sales team meeting</Purpose>
  <Comment>NW Regional Sales team</Comment>
  <StartDate>2012-09-30</StartDate>
  <StartTime>3:15</StartTime>
  <EndDate>2012-10-05</EndDate>
  <EndTime>15:25</EndTime>
</Request>`

test('The documented body makes a request and names what is still missing', async () => {
  const answer = await mira.postXml(PATH, SEED_BODY)
  expect(answer.status).toBe(200)
  const xml = await answer.text()
  expect(textOf(xml, 'Status')).toBe('SUCCESS')
  expect(textOf(xml, 'Request-Details-Url')).toMatch(
    /^https:\/\/www\.concursolutions\.com\/api\/travelrequest\/v1\.0\/requests\/n/,
  )
  expect(xml.replace(/\s+/g, '')).toContain(
    `<RequestExceptions><RequestException><EventCode/><ExceptionCode>MISSREQFLD</ExceptionCode><ExceptionErrorCode/>
    <ExceptionVisibility>1</ExceptionVisibility><IsCleared>N</IsCleared><Message>Missing Required Fields:Custom 02,Custom 03,</Message>
    <SeverityLevel>2147483647</SeverityLevel><Type/></RequestException></RequestExceptions>`.replace(
      /\s+/g,
      '',
    ),
  )

  const details = await detailsOf(mira, keyIn(xml))
  expect(textOf(details, 'RequestName')).toBe('Request for Trip to Seattle')
  expect(textOf(details, 'StartDate')).toBe('9/30/2012')
  expect(textOf(details, 'StartTime')).toBe('3:15 AM')
  expect(textOf(details, 'EndTime')).toBe('3:25 PM')
  expect(textOf(details, 'Comment')).toBe('NW Regional Sales team')
  expect(textOf(details, 'ApprovalStatusKey')).toBe('Q_NOTF')
  expect(textOf(details, 'HasException')).toBe('Y')
  const [newest] = await rowsOf(await mira.list(`?status=UNSUBMITTED&loginid=${MIRA.login}`))
  expect(newest?.RequestName).toBe('Request for Trip to Seattle')
})

test('An update fills what was missing and clears its exception', async () => {
  const key = keyIn(await (await mira.postXml(PATH, SEED_BODY)).text())
  const inner =
    '<Name>Trip to Seattle &amp; Tacoma</Name><Custom2>(1) A</Custom2><Custom3>B</Custom3><EndTime></EndTime>'
  const xml = await (await mira.postXml(`${PATH}/${encodeURIComponent(key)}`, header(inner))).text()
  expect(keyIn(xml)).toBe(key)
  expect(xml).not.toContain('RequestExceptions')
  const details = await detailsOf(mira, key)
  expect(textOf(details, 'RequestName')).toBe('Trip to Seattle &amp; Tacoma')
  expect(textOf(details, 'Purpose')).toBe('Sales team meeting')
  expect(details).toContain('<EndTime />')
  expect(textOf(details, 'HasException')).toBe('N')
})

test('What was sent back can be changed, by its key or by its id', async () => {
  const key = keyWith('Q_RESU')
  const id = textOf(await detailsOf(mira, key), 'RequestID') ?? ''
  expect(
    textOf(await (await mira.postXml(`${PATH}/${id}`, header('<Name>Shorter</Name>'))).text(), 'Status'),
  ).toBe('SUCCESS')
  expect(textOf(await detailsOf(mira, key), 'RequestName')).toBe('Shorter')
})

test.each(['Q_PEND', 'Q_APPR'])(
  'A request in state %s cannot be changed: a failure inside a 200',
  async (status) => {
    const answer = await mira.postXml(
      `${PATH}/${encodeURIComponent(keyWith(status))}`,
      header('<Name>Late</Name>'),
    )
    expect(answer.status).toBe(200)
    const xml = await answer.text()
    expect(textOf(xml, 'Status')).toBe('FAILURE')
    expect(textOf(xml, 'Message')).toContain('cannot be changed')
  },
)

test("Nobody changes somebody else's request, and an unknown one is 404", async () => {
  const path = `${PATH}/${encodeURIComponent(keyWith('Q_RESU', sandbox.store.requests.newestFirst().find((one) => one.status === 'Q_RESU' && one.owner.login !== MIRA.login)?.owner.login))}`
  expect((await mira.postXml(path, header('<Name>Mine</Name>'))).status).toBe(403)
  expect((await mira.postXml(`${PATH}/nUnknown`, header('<Name>Mine</Name>'))).status).toBe(404)
})

test('Every employee may create a request, also one who may not list them', async () => {
  const daniel = await Caller.signIn(sandbox, DANIEL)
  expect(textOf(await (await daniel.postXml(PATH, SEED_BODY)).text(), 'Status')).toBe('SUCCESS')
})

test.each([
  ['no name', '<Purpose>x</Purpose>'],
  ['an empty name', '<Name> </Name>'],
  ['an unknown element', '<Name>x</Name><Total>1</Total>'],
  ['a field beyond Custom20', '<Name>x</Name><Custom21>1</Custom21>'],
  ['an American date', '<Name>x</Name><StartDate>9/30/2012</StartDate>'],
  ['a day that does not exist', '<Name>x</Name><StartDate>2012-02-30</StartDate>'],
  ['an hour that does not exist', '<Name>x</Name><StartTime>24:00</StartTime>'],
  ['an end before the start', '<Name>x</Name><StartDate>2012-10-02</StartDate><EndDate>2012-10-01</EndDate>'],
  [
    'an end earlier on the same day',
    '<Name>x</Name><StartDate>2012-10-02</StartDate><StartTime>9:30</StartTime><EndDate>2012-10-02</EndDate><EndTime>09:00</EndTime>',
  ],
  ['a purpose of 2001 characters', `<Name>x</Name><Purpose>${'p'.repeat(2001)}</Purpose>`],
  ['an element inside a field', '<Name><b>x</b></Name>'],
  ['an undefined entity', '<Name>x&nbsp;y</Name>'],
])('A header with %s is 400 in the error envelope', async (_, inner) => {
  const answer = await mira.postXml(PATH, header(inner))
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(/<Error[^>]*>\s*<Message>.+<\/Message>/s)
})

test.each([
  ['nothing', ''],
  ['no XML', 'Name=x'],
  ['another root', `<Requests xmlns="${NAMESPACE}"><Name>x</Name></Requests>`],
  ['no namespace', '<Request><Name>x</Name></Request>'],
  ['a document type', `<!DOCTYPE Request [<!ENTITY a "b">]>${header('<Name>&a;</Name>')}`],
  ['two roots', header('<Name>x</Name>') + header('<Name>y</Name>')],
  ['a tag that is not closed', `<Request xmlns="${NAMESPACE}"><Name>x</Name>`],
  ['crossed tags', header('<Name>x</Purpose>')],
])('A body that is %s is 400', async (_, body) => {
  expect((await mira.postXml(PATH, body)).status).toBe(400)
})

test.each([
  ['a prefix', `<c:Request xmlns:c="${NAMESPACE}"><c:Name>x</c:Name></c:Request>`],
  ['a declaration and a comment', `<?xml version="1.0"?><!-- hello -->${header('<Name>x</Name>')}`],
  ['a CDATA section', header('<Name><![CDATA[R&D <2026>]]></Name>')],
  ['a character reference', header('<Name>caf&#233; &#x1F682;</Name>')],
])('A body with %s is as good', async (_, body) => {
  expect((await mira.postXml(PATH, body)).status).toBe(200)
})

test('A body that is not declared as XML is 400', async () => {
  expect((await mira.postXml(PATH, SEED_BODY, { 'content-type': 'application/json' })).status).toBe(400)
})

test('A chunked body is 400', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${mira.token}`,
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
    }
    const sent = httpRequest(`${sandbox.url}${PATH}`, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject)
    sent.end(SEED_BODY)
  })
  expect(status).toBe(400)
})
