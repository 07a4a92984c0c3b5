import type { Locator, Page } from '@playwright/test'
import { expect, type HeldRequest, ownerName } from './concur.ts'

export const inbox = (page: Page): Locator => page.getByRole('grid', { name: 'Travel requests' })

/** Its hover text names the request, its owner and its id. */
export const rowOf = (page: Page, request: HeldRequest): Locator =>
  inbox(page)
    .getByRole('row')
    .filter({ has: page.getByTitle(`${ownerName(request)}, ${request.id}`) })

/** Rows may come with the page and be read before its scripts hear a key. */
export async function expectAwake(page: Page): Promise<void> {
  await expect(inbox(page)).toBeVisible()
  await expect(page.locator('[inert]')).toHaveCount(0)
}

export const tickOf = (page: Page, request: HeldRequest): Locator =>
  rowOf(page, request).getByRole('checkbox')

export const details = (page: Page): Locator => page.getByRole('article', { name: 'Travel request' })

export const button = (page: Page, name: string): Locator =>
  details(page).getByRole('button', { name, exact: true })

export const messages = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })

/** The details show this very request. */
export async function expectOpen(page: Page, request: HeldRequest): Promise<void> {
  await expect(details(page).getByRole('button', { name: `Copy request id ${request.id}` })).toBeVisible()
  await expect(details(page).getByRole('heading', { name: request.name })).toBeVisible()
}

/** By its link, with the inbox beside it. */
export async function openRequest(page: Page, request: HeldRequest, query = ''): Promise<void> {
  await page.goto(`/requests?${query}request=${encodeURIComponent(request.key)}`)
  await expectOpen(page, request)
}
