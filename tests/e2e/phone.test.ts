import type { Page } from '@playwright/test'
import { expect, first, isBlocked, ownerName, plain, test } from './concur.ts'
import { expectNoGraveFindings } from './grave-findings.ts'
import { button, details, inbox, messages } from './requests-page.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

async function expectToFit(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(390)
}

test('On a phone an approver opens a request, goes back, and approves', async ({ page, concur }) => {
  const waiting = await concur.waiting()
  const request = first(waiting.slice(0, 8), plain)
  const row = inbox(page)
    .getByRole('row')
    .filter({ hasText: request.name })
    .filter({ hasText: ownerName(request) })
    .first()
  await page.goto('/requests')
  await expect(row).toBeVisible()
  await expect(details(page)).toBeHidden()
  await expectToFit(page)
  await row.tap()
  await expect(details(page).getByRole('heading', { name: request.name, level: 1 })).toBeFocused()
  await expect(inbox(page)).toBeHidden()
  await expectToFit(page)

  await page.getByRole('button', { name: 'Back to the list' }).tap()
  await expect(row).toBeVisible()
  await expect(page).not.toHaveURL(/request=/)
  await row.tap()
  await page.goBack()
  await expect(row).toBeVisible()

  await row.tap()
  const approve = button(page, 'Approve')
  const box = await approve.boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(44)
  await approve.tap()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  await expectToFit(page)
  expect(await concur.holds(request.key)).toMatchObject({ status: 'Q_APPR' })
})

test('On a phone a request goes back with a comment', async ({ page, concur }) => {
  const request = first(await concur.waiting())
  await page.goto(`/requests?request=${encodeURIComponent(request.key)}`)
  await button(page, 'Send back…').tap()
  const dialog = page.getByRole('dialog', { name: `Send back ${request.name}` })
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('By train, please.')
  await expectToFit(page)
  await dialog.getByRole('button', { name: 'Send back', exact: true }).tap()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} sent back`)
  expect((await concur.holds(request.key)).comments.at(-1)?.text).toBe('By train, please.')
})

test('On a phone every page fits, and is accessible', async ({ page, concur }) => {
  const request = first(await concur.waiting(), isBlocked)
  for (const path of [
    '/requests',
    `/requests?request=${encodeURIComponent(request.key)}`,
    '/requests/new',
    '/jobs',
    '/audit',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectToFit(page)
    await expectNoGraveFindings(page)
  }
  const nav = page.getByRole('navigation', { name: 'Clearance' })
  await nav.getByRole('link', { name: 'Requests' }).tap()
  await expect(inbox(page)).toBeVisible()
})
