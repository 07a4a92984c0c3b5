import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import type { RunningSandbox } from '../../sandbox/server.ts'

export const MIRA = { id: '0f6a4c58-2f55-4d0c-8a3b-1d7a52b1c001', login: 'mira.okafor@northwind.example' }
export const DANIEL = { id: '0f6a4c58-2f55-4d0c-8a3b-1d7a52b1c002', login: 'daniel.reyes@northwind.example' }
export const PRIYA = { id: '0f6a4c58-2f55-4d0c-8a3b-1d7a52b1c003', login: 'priya.raman@northwind.example' }

export const REDIRECT_URI = 'http://localhost:3000/api/auth/callback/concur'
export const APP = { client_id: 'clearance-sandbox', client_secret: 'clearance-sandbox-secret' }
export const NAMESPACE = 'http://www.concursolutions.com/api/travelrequest/2012/06'

const tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  refresh_expires_in: z.number(),
  id_token: z.string(),
  scope: z.string(),
  expires_in: z.number(),
  token_type: z.literal('Bearer'),
  geolocation: z.string(),
})
export type Tokens = z.infer<typeof tokens>

export function authorizeQuery(overrides: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    client_id: APP.client_id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid user.read TRVREQ',
    state: 'state-1',
    ...overrides,
  })
}

/** What the browser does when a button of the consent page is pressed; answers where it is sent. */
export async function press(url: string, button: Record<string, string>, overrides = {}): Promise<Response> {
  const body = authorizeQuery(overrides)
  for (const [name, value] of Object.entries(button)) body.set(name, value)
  return fetch(`${url}/oauth2/v0/authorize`, { method: 'POST', body, redirect: 'manual' })
}

export async function codeFor(url: string, person: { id: string }, overrides = {}): Promise<string> {
  const answer = await press(url, { person: person.id }, overrides)
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

export const postToken = (url: string, form: Record<string, string>): Promise<Response> =>
  fetch(`${url}/oauth2/v0/token`, { method: 'POST', body: new URLSearchParams({ ...APP, ...form }) })

export async function tokensFor(url: string, person: { id: string }, overrides = {}): Promise<Tokens> {
  const code = await codeFor(url, person, overrides)
  const answer = await postToken(url, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI })
  return tokens.parse(await answer.json())
}

export async function readTokens(answer: Response): Promise<Tokens> {
  return tokens.parse(await answer.json())
}

/** Somebody signed in, who asks the way a client does. */
export class Caller {
  readonly url: string
  readonly token: string

  constructor(url: string, token: string) {
    this.url = url
    this.token = token
  }

  static async signIn(sandbox: RunningSandbox, person: { id: string }, overrides = {}): Promise<Caller> {
    return new Caller(sandbox.url, (await tokensFor(sandbox.url, person, overrides)).access_token)
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.token}`, ...headers } })
  }

  postXml(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
    const all = { authorization: `Bearer ${this.token}`, 'content-type': 'application/xml', ...headers }
    return fetch(`${this.url}${path}`, { method: 'POST', headers: all, body })
  }

  list(query = ''): Promise<Response> {
    return this.get(`/api/travelrequest/v1.0/requestslist${query}`)
  }

  details(key: string): Promise<Response> {
    return this.get(`/api/travelrequest/v1.0/requests/${encodeURIComponent(key)}`)
  }

  act(stepId: string, action: string, comment?: string): Promise<Response> {
    const said = comment === undefined ? '' : `<Comment>${comment}</Comment>`
    const body = `<WorkflowAction xmlns="${NAMESPACE}"><Action>${action}</Action>${said}</WorkflowAction>`
    return this.postXml(`/api/travelrequest/v1.0/requests/${encodeURIComponent(stepId)}/workflowaction`, body)
  }
}

export async function control(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${url}/__control${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  const text = await answer.text()
  return text === '' ? undefined : JSON.parse(text)
}

const text = z.string()
const rows = z.array(z.record(z.string(), text))
const listAnswer = z.object({
  RequestsWithCount: z.object({
    RequestsList: z.union([z.object({ RequestSummary: rows }), z.literal('')]),
    TotalCount: z.string(),
  }),
})

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  isArray: (name) => name === 'RequestSummary',
})

export type Row = Record<string, string>

export async function rowsOf(answer: Response): Promise<Row[]> {
  const { RequestsList, TotalCount } = listAnswer.parse(parser.parse(await answer.text())).RequestsWithCount
  const found = RequestsList === '' ? [] : RequestsList.RequestSummary
  if (Number(TotalCount) !== found.length)
    throw new Error(`TotalCount ${TotalCount} for ${found.length} rows`)
  return found
}

export const keyOf = (row: Row | undefined): string => row?.RequestDetailsUrl?.split('/').at(-1) ?? ''

/** The text of the first element of that name. */
export const textOf = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]

export const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '')

/** The step to act on: the last but one segment of the WorkflowActionURL. */
export const stepOf = (xml: string): string => textOf(xml, 'WorkflowActionURL')?.split('/').at(-2) ?? ''

export async function detailsOf(caller: Caller, key: string): Promise<string> {
  const answer = await caller.details(key)
  if (answer.status !== 200) throw new Error(`${key}: ${answer.status} ${await answer.text()}`)
  return answer.text()
}
