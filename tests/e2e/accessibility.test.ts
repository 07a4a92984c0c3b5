import type { Page } from '@playwright/test'
import { expect, first, isBlocked, test } from './concur.ts'
import { expectNoGraveFindings } from './grave-findings.ts'
import { button, details, inbox, openRequest, tickOf } from './requests-page.ts'

/** What is the same in light and in dark is looked at once. */
async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectNoGraveFindings(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectNoGraveFindings(page, ['color-contrast'])
}

test.describe('for everybody, in light and in dark:', () => {
  test.describe('before signing in', () => {
    test.use({ person: null, expectedErrors: [/status of 404/] })

    test('the sign-in page and the page that is no page', async ({ page }) => {
      await page.goto('/sign-in?error=denied')
      await expect(page.getByRole('button', { name: 'Sign in with Concur' })).toBeVisible()
      await expectAccessible(page)
      await page.goto('/no-such-page')
      await expect(page.getByText('There is no such page')).toBeVisible()
      await expectAccessible(page)
    })
  })

  test('the inbox and its filters', async ({ page }) => {
    await page.goto('/requests?modifiedAfter=2020-01-01')
    await expect(inbox(page).getByRole('row').nth(1)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Modified and login filters' }).click()
    await expect(page.getByRole('dialog', { name: 'Modified and login filters' })).toBeVisible()
    await expectAccessible(page)
  })

  test('the details and the dialog that sends back', async ({ page, concur }) => {
    const request = first(await concur.waiting(), (each) => isBlocked(each) && each.comments.length > 0)
    await openRequest(page, request)
    await details(page).getByRole('region', { name: 'Expected expenses' }).getByRole('button').first().click()
    await expectAccessible(page)
    await button(page, 'Send back…').click()
    const dialog = page.getByRole('dialog', { name: `Send back ${request.name}` })
    await dialog.getByRole('button', { name: 'Send back', exact: true }).click()
    await expect(dialog.getByRole('alert').filter({ hasText: 'Write a comment' })).toBeVisible()
    await expectAccessible(page)
  })

  test('the dialog of a bulk approval and its results', async ({ page, concur }) => {
    const [one, two, three] = await concur.waiting()
    if (!one || !two || !three) throw new Error('Three requests have to wait.')
    await page.goto('/requests')
    for (const request of [one, two, three]) await tickOf(page, request).check()
    await page
      .getByRole('region', { name: 'Selected requests' })
      .getByRole('button', { name: 'Send back 3…' })
      .click()
    const dialog = page.getByRole('dialog', { name: 'Send back the selected requests' })
    await expect(dialog.getByText(/ready to send back|None of the selected/)).toBeVisible()
    await expectAccessible(page)
  })

  test('the form of a request', async ({ page }) => {
    await page.goto('/requests/new')
    await page.getByRole('button', { name: 'Show all custom fields' }).click()
    await page.getByRole('button', { name: 'Create request' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Give the request a name.' })).toBeVisible()
    await expectAccessible(page)
  })

  test('the audit log, the jobs and a job', async ({ page, concur, context, desk }) => {
    const [one, two] = await concur.waiting()
    if (!one || !two) throw new Error('Two requests have to wait.')
    const started = await context.request.post('/api/requests/bulk', {
      headers: { 'x-clearance': '1', origin: desk.url },
      data: { action: 'send-back', requestKeys: [one.key, two.key], comment: 'Please book by train.' },
    })
    const { jobId } = await started.json()
    await page.goto(`/jobs/${jobId}`)
    await expect(page.getByText('All done')).toBeVisible()
    await expectAccessible(page)
    await page.goto('/jobs')
    await expect(
      page.getByRole('grid', { name: 'Your jobs, newest first' }).getByRole('row').nth(1),
    ).toBeVisible()
    await expectAccessible(page)
    await page.goto('/audit')
    const act = page.getByRole('treegrid').getByRole('row').filter({ hasText: one.name }).first()
    await act.click()
    await expect(page.getByText('Before the act')).toBeVisible()
    await expectAccessible(page)
  })

  test('problems, the keyboard help and the command palette', async ({ page, concur }) => {
    await concur.fault('wrong-root', 'requests/[^/]+$')
    const request = first(await concur.waiting())
    await page.goto(`/requests?request=${encodeURIComponent(request.key)}`)
    await expect(details(page).getByRole('alert')).toContainText('Nothing was changed.')
    await expectAccessible(page)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
    await expectAccessible(page)
  })
  test.use({ expectedErrors: [/status of (404|502)/] })
})
