import { expect, test } from '../support/desk-fixture.ts'

test.use({ person: null })

test('An approver signs in with Concur, sees what waits and lands where the link pointed', async ({
  page,
}) => {
  await page.goto('/requests?status=APPROVED')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/)
  await page.getByRole('button', { name: 'Sign in with Concur' }).click()
  await page.getByRole('button', { name: 'Continue as Mira Okafor' }).click()
  await expect(page).toHaveURL(/\/requests\?status=APPROVED/)
  await expect(page.getByRole('grid')).toBeVisible()
})

test('Somebody who denies access at Concur comes back and reads what happened', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Concur' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page).toHaveURL(/\/sign-in\?error=denied/)
  await expect(page.getByRole('alert').filter({ hasText: 'Concur did not give access' })).toBeVisible()
})
