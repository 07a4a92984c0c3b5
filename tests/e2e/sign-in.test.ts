import type { Page } from '@playwright/test'
import { expect, test } from '../support/desk-fixture.ts'

test.use({ person: null })

async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Concur' }).click()
  await page.getByRole('button', { name: `Continue as ${name}` }).click()
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^(?!You:).*theme and sign out/ }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

async function sessionOf(page: Page) {
  const cookies = await page.context().cookies()
  return cookies.find(({ name }) => name.endsWith('clearance.session'))
}

test('An approver signs in with Concur, sees what waits and lands where the link pointed', async ({
  page,
}) => {
  await page.goto('/requests?status=APPROVED&q=fair&sort=total.desc')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/)
  await signInAs(page, 'Mira Okafor')
  await expect(page).toHaveURL(/\/requests\?status=APPROVED&q=fair&sort=total\.desc$/)
  await expect(page.getByRole('heading', { name: 'Requests', level: 1 })).toBeVisible()
  await expect(page.getByRole('searchbox', { name: 'Search requests' })).toHaveValue('fair')
})

test('Somebody who denies access at Concur comes back and reads what happened', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Concur' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page).toHaveURL(/\/sign-in\?error=denied/)
  const alert = page.getByRole('alert').filter({ hasText: 'Concur did not give access' })
  await expect(alert).toContainText('Nothing was changed.')
  expect(await sessionOf(page)).toBeUndefined()
})

test('Somebody whose Concur account is locked is told so', async ({ page, control }) => {
  await control('PATCH', '/oauth', { locked: ['mira.okafor@northwind.example'] })
  await page.goto('/sign-in')
  await signInAs(page, 'Mira Okafor')
  await expect(page).toHaveURL(/\/sign-in\?error=/)
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was changed.' })).toBeVisible()
})

test('Who signs out is out, and Back shows nothing of the desk', async ({ page }) => {
  await page.goto('/requests')
  await signInAs(page, 'Mira Okafor')
  await expect(page.getByRole('grid', { name: 'Travel requests' })).toBeVisible()
  const before = await sessionOf(page)
  await choose(page, 'Sign out')
  await expect(page.getByRole('status').filter({ hasText: 'You are signed out' })).toBeVisible()
  expect(await sessionOf(page)).toBeUndefined()
  await page.goto('/requests')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/)
  const answer = await page.request.get('/api/me', {
    headers: { cookie: `clearance.session=${before?.value}` },
  })
  expect(answer.status()).toBe(401)
})

test.describe('on two machines', () => {
  test.use({ expectedErrors: [/status of 401/] })

  test('Who signs out everywhere is out on the other machine too', async ({ page, browser, desk }) => {
    await page.goto('/requests')
    await signInAs(page, 'Mira Okafor')
    const elsewhere = await browser.newContext({ baseURL: desk.url })
    const other = await elsewhere.newPage()
    await other.goto('/requests')
    await signInAs(other, 'Mira Okafor')
    await expect(other.getByRole('grid', { name: 'Travel requests' })).toBeVisible()

    await choose(page, 'Sign out everywhere')
    await expect(page.getByText('You are signed out on every machine')).toBeVisible()
    await other.getByRole('button', { name: 'Read the list again' }).click()
    await expect(
      other.getByRole('alert').filter({ hasText: 'Concur asks you to sign in again' }),
    ).toBeVisible()
    await other.goto('/requests')
    await expect(other).toHaveURL(/\/sign-in/)
    await elsewhere.close()
  })

  test('Who disconnects from Concur is asked first, then signed out', async ({ page }) => {
    await page.goto('/jobs')
    await signInAs(page, 'Priya Raman')
    await choose(page, 'Disconnect from Concur…')
    const question = page.getByRole('alertdialog', { name: 'Disconnect from Concur?' })
    await question.getByRole('button', { name: 'Stay connected' }).click()
    await expect(question).toBeHidden()
    await choose(page, 'Disconnect from Concur…')
    await question.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(page.getByText('Clearance is disconnected from Concur')).toBeVisible()
    expect((await page.request.get('/api/me')).status()).toBe(401)
  })
})

test.describe('in the middle of work', () => {
  test.use({ person: 'mira', expectedErrors: [/status of 401/] })

  test('When the session has ended the page says so, and signing in leads back to the same place', async ({
    page,
    context,
  }) => {
    await page.goto('/requests?sort=total.desc&q=EUR')
    const firstRow = page.getByRole('grid', { name: 'Travel requests' }).getByRole('row').nth(1)
    await firstRow.getByRole('gridcell').nth(2).click()
    await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toBeVisible()
    await expect(page).toHaveURL(/request=/)
    const place = page.url()
    await context.clearCookies({ name: 'clearance.session' })
    await page.getByRole('button', { name: 'Read the list again' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'You are not signed in' })
    await expect(alert).toContainText('Nothing was changed.')
    await alert.getByRole('link', { name: 'Sign in again' }).click()
    await signInAs(page, 'Mira Okafor')
    await expect(page).toHaveURL(place)
    await expect(firstRow).toBeVisible()
  })

  test('When Concur revokes the access, signing in again mends it', async ({ page, control }) => {
    await control('POST', '/revoke')
    await page.goto('/requests')
    const alert = page.getByRole('alert').filter({ hasText: 'Concur asks you to sign in again' })
    await alert.getByRole('link', { name: 'Sign in again' }).click()
    await signInAs(page, 'Mira Okafor')
    await expect(page.getByText('42 wait for you')).toBeVisible()
  })

  test('A token that runs out is renewed and nobody notices', async ({ page, control }) => {
    await page.goto('/requests')
    await expect(page.getByText('42 wait for you')).toBeVisible()
    await control('POST', '/expire-tokens')
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Approved by me')
    await expect(page.getByText(/approved by you/)).toBeVisible()
  })
})

test('Another person who signs in at the same browser sees only their own', async ({ page }) => {
  await page.goto('/audit')
  await signInAs(page, 'Mira Okafor')
  await expect(page.getByRole('button', { name: /^Mira Okafor/ })).toBeVisible()
  const mira = await sessionOf(page)

  await page.goto('/sign-in?callbackUrl=%2Faudit')
  await signInAs(page, 'Daniel Reyes')
  await expect(page.getByRole('button', { name: /^Daniel Reyes/ })).toBeVisible()
  await expect(page.getByText('Mira Okafor')).toHaveCount(0)
  const daniel = await sessionOf(page)
  expect(daniel?.value).not.toBe(mira?.value)
  const { login } = await (await page.request.get('/api/me')).json()
  expect(login).toBe('daniel.reyes@northwind.example')
  const asMira = await page.request.get('/api/me', {
    headers: { cookie: `clearance.session=${mira?.value}` },
  })
  expect(asMira.status()).toBe(401)

  await page.goto('/sign-in')
  await signInAs(page, 'Mira Okafor')
  await expect(page.getByRole('button', { name: /^Mira Okafor/ })).toBeVisible()
})

test('Signing in again gives a new session and ends the old one', async ({ page }) => {
  await page.goto('/jobs')
  await signInAs(page, 'Mira Okafor')
  await expect(page).toHaveURL(/\/jobs$/)
  const old = await sessionOf(page)
  await page.goto('/sign-in?callbackUrl=%2Fjobs')
  await signInAs(page, 'Mira Okafor')
  await expect(page).toHaveURL(/\/jobs$/)
  const fresh = await sessionOf(page)
  expect(fresh).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' })
  expect(fresh?.value).toMatch(/^[\w-]{43}$/)
  expect(fresh?.value).not.toBe(old?.value)
  const withOld = await page.request.get('/api/me', {
    headers: { cookie: `clearance.session=${old?.value}` },
  })
  expect(withOld.status()).toBe(401)
})

test('A link that asks to go to another site after sign-in leads to the desk', async ({ page, desk }) => {
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', '/api/audit.csv']) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`)
    await signInAs(page, 'Mira Okafor')
    await expect(page).toHaveURL(`${desk.url}/requests`)
  }
})
