import type { Page } from '@playwright/test'
import { expect, first, test } from './concur.ts'
import { button, details, expectOpen, messages, openRequest, rowOf } from './requests-page.ts'

const field = (page: Page, name: string) => page.getByLabel(new RegExp(`^${name}( \\(required\\))?$`))
const save = (page: Page) => page.getByRole('button', { name: /^(Create request|Save)$/ })

test('A traveler recalls their own request and can then edit it', async ({ page, concur }) => {
  const request = first(await concur.own(), ({ status }) => status === 'Q_PEND')
  await openRequest(page, request, 'status=PENDING&loginId=mira.okafor@northwind.example&')
  await expect(button(page, 'Approve')).toHaveCount(0)
  await button(page, 'Recall').click()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} recalled`)
  await expect(rowOf(page, request)).toHaveCount(0)
  expect(await concur.holds(request.key)).toMatchObject({ status: 'Q_NOTF' })
  await openRequest(page, request)
  await expect(details(page).getByRole('link', { name: 'Edit' })).toBeVisible()
})

test('A new request is created, its missing fields are named, and an edit mends them', async ({
  page,
  concur,
}) => {
  await page.goto('/requests')
  await page.getByRole('link', { name: 'New request' }).click()
  await expect(page).toHaveURL(/\/requests\/new$/)
  await field(page, 'Name').fill('Supplier audit, Łódź & “Zürich”')
  await field(page, 'Purpose').fill('Audit <the> line, then "sign".')
  await field(page, 'Start date').fill('2031-03-03')
  await field(page, 'Start time').fill('08:15')
  await field(page, 'End date').fill('2031-03-05')
  await save(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Concur confirmed: Supplier audit' })).toBeVisible()
  await expect(page.getByText('Saved all the same, with 1 exception')).toBeVisible()
  await expect(page.getByText('Missing Required Fields:Custom 02,Custom 03,')).toBeVisible()

  await page.getByRole('link', { name: 'Open the request' }).click()
  await expect(details(page).getByRole('heading', { name: 'Supplier audit, Łódź & “Zürich”' })).toBeVisible()
  await expect(details(page)).toContainText('Audit <the> line, then "sign".')
  const requestKey = new URL(page.url()).searchParams.get('request') ?? ''

  await details(page).getByRole('link', { name: 'Edit' }).click()
  await expect(field(page, 'Purpose')).toHaveValue('Audit <the> line, then "sign".')
  await page.getByRole('button', { name: 'Show all custom fields' }).click()
  await field(page, 'Custom 2').fill('881991')
  await field(page, 'Custom 3').fill('Billable')
  await field(page, 'Name').fill('Supplier audit, Zürich')
  await save(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'was saved' })).toBeVisible()
  await expect(page.getByText('Saved all the same')).toBeHidden()
  const held = await concur.holds(requestKey)
  expect(held.name).toBe('Supplier audit, Zürich')
  expect(held.custom).toMatchObject({ 2: '881991', 3: 'Billable' })
  expect(held.purpose).toBe('Audit <the> line, then "sign".')
  expect(held.exceptions).toEqual([])
})

test('The form names every field that is wrong before anything is sent', async ({ page, control }) => {
  await page.goto('/requests/new')
  await field(page, 'Name').fill('   ')
  await field(page, 'Start date').fill('2031-03-05')
  await field(page, 'End date').fill('2031-03-03')
  await save(page).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Give the request a name.' })).toBeVisible()
  await expect(field(page, 'Name')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, 'Name')).toBeFocused()
  await field(page, 'Name').fill('Trade fair')
  await save(page).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The end lies before the start.' })).toBeVisible()
  const calls = JSON.stringify(await control('GET', '/calls'))
  expect(calls).not.toContain('"method":"POST","path":"/api/travelrequest')
})

test.describe('refused', () => {
  test.use({ expectedErrors: [/status of \d+/] })

  test('What Concur refuses leaves the form as it was written', async ({ page, concur }) => {
    await page.goto('/requests/new')
    await field(page, 'Name').fill('Trade fair, Porto')
    await concur.fault('403', 'travelrequest', { times: 1 })
    await save(page).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing was changed.' })).toBeVisible()
    await expect(field(page, 'Name')).toHaveValue('Trade fair, Porto')
    await save(page).click()
    await expect(
      page.getByRole('status').filter({ hasText: 'Concur confirmed: Trade fair, Porto' }),
    ).toBeVisible()
  })
})

test('A request that is not theirs to change says so', async ({ page, concur }) => {
  const request = first(await concur.waiting())
  await page.goto(`/requests/${encodeURIComponent(request.key)}/edit`)
  await expect(page.getByText(`${request.name} cannot be changed now`)).toBeVisible()
  await expect(page.getByText('Only the traveler can edit a request.')).toBeVisible()
  await page.getByRole('link', { name: 'Back to the request' }).click()
  await expectOpen(page, request)
})

test('Leaving a form with unsaved changes is asked first', async ({ page }) => {
  await page.goto('/jobs')
  await page.getByRole('navigation').getByRole('link', { name: 'Requests' }).click()
  await page.getByRole('link', { name: 'New request' }).click()
  await field(page, 'Name').pressSequentially('Half written')
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })

  await page.getByRole('link', { name: 'Audit log' }).click()
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(question).toBeHidden()
  await expect(page).toHaveURL(/\/requests\/new$/)
  await expect(field(page, 'Name')).toHaveValue('Half written')

  await field(page, 'Name').press('End')
  await page.keyboard.press('Alt+ArrowLeft')
  await page.evaluate(() => window.history.back())
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(field(page, 'Name')).toHaveValue('Half written')

  await page.getByRole('link', { name: 'Audit log' }).click()
  await question.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page).toHaveURL(/\/audit$/)
})
