import { z } from 'zod'
import type { RunningSandbox } from '../../sandbox/server.ts'
import { Caller, control, DANIEL, textOf, textsOf } from './client.ts'

export const LISTS = '/api/expense/list/v1.0'
export const LIST_NAMESPACE = 'http://www.concursolutions.com/api/expense/list/2010/02'

export const signInForLists = (sandbox: RunningSandbox, person = DANIEL): Promise<Caller> =>
  Caller.signIn(sandbox, person, { scope: 'openid LIST' })

/** One list, found by its name, used by the paths that its own links name. */
export class ListInUse {
  readonly caller: Caller
  readonly path: string
  readonly batchPath: string

  constructor(caller: Caller, path: string, batchPath: string) {
    this.caller = caller
    this.path = path
    this.batchPath = batchPath
  }

  static async named(caller: Caller, name: string): Promise<ListInUse> {
    const xml = await (await caller.get(`${LISTS}/`)).text()
    const row = xml.split('<list>').find((each) => textOf(each, 'name') === name) ?? ''
    const path = (link: string) => new URL(textOf(row, link) ?? '').pathname
    return new ListInUse(caller, path('id'), path('batch-link'))
  }

  get id(): string {
    return this.path.split('/').at(-1) ?? ''
  }

  items(query = ''): Promise<Response> {
    return this.caller.get(`${this.path}/items${query}`)
  }

  async names(query = ''): Promise<string[]> {
    return textsOf(await (await this.items(query)).text(), 'name')
  }

  post(type: string, inner: string): Promise<Response> {
    return this.caller.postXml(`${this.batchPath}?type=${type}`, batchOf(inner))
  }

  async batch(type: string, ...items: readonly string[]): Promise<BatchAnswer> {
    return readBatchAnswer(await this.post(type, items.join('')))
  }

  /** What the sandbox holds, with what the API does not tell. */
  async behind(): Promise<Held[]> {
    return held.parse(await control(this.caller.url, 'GET', `/lists/${encodeURIComponent(this.id)}/items`))
  }

  async heldAt(...codes: string[]): Promise<Held | undefined> {
    return (await this.behind()).find((item) => item.codes.join('/') === codes.join('/'))
  }
}

const held = z.array(
  z.object({
    name: z.string(),
    codes: z.array(z.string()),
    startDate: z.string().nullable(),
    endDate: z.string().nullable(),
    deactivated: z.boolean(),
  }),
)
type Held = z.infer<typeof held>[number]

export const batchOf = (inner: string): string =>
  `<list-item-batch xmlns="${LIST_NAMESPACE}">${inner}</list-item-batch>`

export const named = (name: string, ...codes: readonly string[]): string =>
  `<list-item><name>${name}</name>${coded(codes)}</list-item>`

export const bare = (...codes: readonly string[]): string => `<list-item>${coded(codes)}</list-item>`

const coded = (codes: readonly string[]): string =>
  codes.map((code, level) => `<level${level + 1}code>${code}</level${level + 1}code>`).join('')

export type BatchAnswer = {
  succeeded: number
  failed: number
  errors: { code: string; itemCode: string; message: string }[]
}

export async function readBatchAnswer(answer: Response): Promise<BatchAnswer> {
  const xml = await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.status} ${xml}`)
  return {
    succeeded: Number(textOf(xml, 'records-succeeded')),
    failed: Number(textOf(xml, 'records-failed')),
    errors: xml
      .split('<error>')
      .slice(1)
      .map((error) => ({
        code: textOf(error, 'code') ?? '',
        itemCode: textOf(error, 'list-item-code') ?? '',
        message: textOf(error, 'message') ?? '',
      })),
  }
}
