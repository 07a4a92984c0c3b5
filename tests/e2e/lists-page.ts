import type { Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { test as deskTest, expect } from '../support/desk-fixture.ts'

export { expect }

const lists = z.array(z.object({ id: z.string(), name: z.string(), items: z.number() }))
const heldItem = z.object({
  name: z.string(),
  codes: z.array(z.string()),
  startDate: z.string().nullable(),
  deactivated: z.boolean(),
})

/** An item as Concur holds it, deleted or not. */
export type HeldItem = z.infer<typeof heldItem>

/** Concur's lists behind the desk. */
export interface ConcurLists {
  idOf(name: string): Promise<string>
  /** Undefined where there never was such an item. */
  item(list: string, ...codes: string[]): Promise<HeldItem | undefined>
  /** Those that are not deleted. */
  active(list: string): Promise<HeldItem[]>
  fault(kind: string, path: string, more?: Record<string, unknown>): Promise<void>
  mend(): Promise<void>
  /** Items fail that have nothing wrong with them. */
  rowFault(match: { type: string; codes: string }): Promise<void>
  /** How often Concur was asked for items with a filter. */
  filtered(): Promise<number>
}

const calls = z.array(z.object({ path: z.string(), query: z.string() }))

export const test = deskTest.extend<{ concur: ConcurLists }>({
  // Lists are a list administrator's.
  person: 'daniel',
  concur: async ({ control }, use) => {
    const idOf = async (name: string) => {
      const found = lists.parse(await control('GET', '/lists')).find((list) => list.name === name)
      if (!found) throw new Error(`The sandbox has no list ${name}.`)
      return found.id
    }
    const items = async (list: string) =>
      z.array(heldItem).parse(await control('GET', `/lists/${encodeURIComponent(await idOf(list))}/items`))
    await use({
      idOf,
      async item(list, ...codes) {
        return (await items(list)).find((item) => item.codes.join('/') === codes.join('/'))
      },
      async active(list) {
        return (await items(list)).filter(({ deactivated }) => !deactivated)
      },
      async fault(kind, path, more) {
        await control('POST', '/faults', { kind, match: { path }, ...more })
      },
      async mend() {
        await control('DELETE', '/faults')
      },
      async rowFault(match) {
        await control('POST', '/row-faults', { match })
      },
      async filtered() {
        return calls.parse(await control('GET', '/calls')).filter(({ query }) => /filter=./.test(query))
          .length
      },
    })
  },
})

export const tree = (page: Page, list: string): Locator =>
  page.getByRole('treegrid', { name: `Items of ${list}` })

/** The row of an item by its name; codes tell items of one name apart. */
export const rowOf = (page: Page, name: string, code = ''): Locator =>
  page
    .getByRole('treegrid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name, exact: true }) })
    .filter({ hasText: code })

export const messages = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })

export const itemBar = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: `The item ${name}` })

/** By its link, with branches open. */
export async function openList(page: Page, concur: ConcurLists, list: string, query = ''): Promise<void> {
  await page.goto(`/lists?list=${encodeURIComponent(await concur.idOf(list))}${query}`)
  await expect(tree(page, list).getByRole('row').nth(1)).toBeVisible()
}
