import type { Page } from '@playwright/test'
import { expect, test } from './concur.ts'
import { inbox } from './requests-page.ts'

/** The addresses of lists that the page asks the desk for. */
function listCalls(page: Page): string[] {
  const calls: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/requests?')) calls.push(request.url())
  })
  return calls
}

test('The list comes with the page, and the next reading of it asks whether it still holds', async ({
  page,
}) => {
  const calls = listCalls(page)
  await page.goto('/requests?q=a&sort=total.asc')
  await expect(inbox(page)).toBeVisible()
  await expect(page.getByText(/^Read \d+ s ago$/)).toBeVisible()
  expect(calls).toEqual([])
  const again = page.waitForResponse((response) => response.url().includes('/api/requests?'))
  await page.getByRole('button', { name: 'Read the list again' }).click()
  expect((await again).status()).toBe(304)
  await expect(inbox(page)).toBeVisible()
})

test('While Concur takes its time the desk can be used already, and nobody asks twice', async ({
  page,
  concur,
}) => {
  const calls = listCalls(page)
  await concur.fault('delay', 'requestslist', { times: 1, ms: 3000 })
  await page.goto('/requests', { waitUntil: 'commit' })
  await expect(page.getByRole('status', { name: 'Reading the list' }).first()).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search requests' })
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(search).toBeFocused({ timeout: 100 })
  }).toPass()
  await page.keyboard.type('a')
  await expect(inbox(page)).toBeHidden()
  await expect(page.getByText('42 wait for you')).toBeVisible()
  await expect(search).toHaveValue('a')
  expect(calls).toEqual([])
})
