import { expect, first, plain, test } from './concur.ts'
import { button, details, inbox, messages, openRequest } from './requests-page.ts'

test.use({ expectedErrors: [/status of \d+/], permissions: ['clipboard-read', 'clipboard-write'] })

for (const [kind, title] of [
  ['html', 'Concur’s answer cannot be read'],
  ['truncated', 'Concur’s answer cannot be read'],
  ['wrong-root', 'Concur’s answer cannot be read'],
  ['404', 'Concur does not know this'],
] as const)
  test(`When Concur answers the list with ${kind}, the page says so, changes nothing and can try again`, async ({
    page,
    concur,
  }) => {
    await concur.fault(kind, 'requestslist')
    await page.goto('/requests')
    const problem = page.getByRole('alert').filter({ hasText: title })
    await expect(problem).toContainText('Nothing was changed.')
    const copy = problem.getByRole('button', { name: /^Copy (correlation|clearance|error) id/ })
    await copy.click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.length).toBeGreaterThan(8)
    await expect(problem).toContainText(copied)
    await expect(page.getByText('Nothing waits for you')).toBeHidden()
    await concur.mend()
    await problem.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('42 wait for you')).toBeVisible()
    await expect(problem).toBeHidden()
  })

test('When Concur is down it says when to come back; the page counts down and reads again by itself', async ({
  page,
  concur,
}) => {
  await concur.fault('503', 'requestslist', { times: 1, retryAfter: 5 })
  await page.goto('/requests')
  const problem = page.getByRole('alert').filter({ hasText: 'Concur is not available' })
  await expect(problem).toContainText('Nothing was changed.')
  await expect(problem.getByRole('button', { name: /^Try again in \d s$/ })).toBeDisabled()
  await expect(page.getByText('42 wait for you')).toBeVisible()
  await expect(problem).toBeHidden()
})

test('A list that was read stays on the screen while Concur is in trouble', async ({ page, concur }) => {
  await page.goto('/requests')
  await expect(page.getByText('42 wait for you')).toBeVisible()
  await concur.fault('html', 'requestslist')
  await page.getByRole('button', { name: 'Read the list again' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Concur’s answer cannot be read' })).toBeVisible()
  await expect(inbox(page)).toHaveAttribute('aria-rowcount', '43')
})

test('Details that cannot be read say so and can be read again', async ({ page, concur }) => {
  const request = first(await concur.waiting())
  await concur.fault('malformed', 'requests/[^/]+$')
  await page.goto(`/requests?request=${encodeURIComponent(request.key)}`)
  const problem = details(page).getByRole('alert').filter({ hasText: 'Concur’s answer cannot be read' })
  await expect(problem).toContainText('Nothing was changed.')
  await concur.mend()
  await problem.getByRole('button', { name: 'Try again' }).click()
  await expect(details(page).getByRole('heading', { name: request.name })).toBeVisible()
})

test('A link to a request that is not there says which and what to do', async ({ page }) => {
  await page.goto('/requests?request=nWUnknownUnknown12345')
  await expect(details(page).getByRole('alert')).toContainText('Concur does not know this')
  await expect(details(page)).toContainText('nWUnknownUnknown12345')
  await expect(details(page)).toContainText('Read the list again, or ask its owner.')
  await page.goto('/requests?request=..%2F..%2Fadmin')
  await expect(details(page).getByRole('alert')).toContainText('Nothing was changed.')
})

test('A link with filters that make no sense says which', async ({ page }) => {
  await page.goto('/requests?modifiedAfter=yesterday&status=NONSENSE&sort=x.y')
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('TOAPPROVE')
  const problem = page.getByRole('alert').filter({ hasText: 'This cannot be sent as it is' })
  await expect(problem).toContainText('Write it as YYYY-MM-DD')
  await page.getByRole('button', { name: /Modified after yesterday/ }).click()
  await expect(page.getByText('42 wait for you')).toBeVisible()
})

test.describe('without a network', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] })

  test('What cannot be read says so at once, and can be read again', async ({ page, context, concur }) => {
    await openRequest(page, first(await concur.waiting()))
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Read the list again' }).click()
    const problem = page.getByRole('alert').filter({ hasText: 'Clearance cannot be reached' })
    await expect(problem).toContainText('Nothing was changed.')
    await expect(inbox(page)).toHaveAttribute('aria-rowcount', '43')
    await context.setOffline(false)
    await problem.getByRole('button', { name: 'Try again' }).click()
    await expect(problem).toBeHidden()
    await button(page, 'Send back…').click()
    await expect(page.getByRole('dialog', { name: /^Send back / })).toBeVisible()
  })

  test('Nobody claims to know what became of an approval, and none is sent later', async ({
    page,
    context,
    concur,
  }) => {
    const request = first(await concur.waiting(), plain)
    await openRequest(page, request)
    await context.setOffline(true)
    await button(page, 'Approve').click()
    const notice = details(page).getByRole('alert').filter({ hasText: 'Needs review' })
    await expect(notice).toContainText('The network gave no answer')
    await context.setOffline(false)
    await notice.getByRole('button', { name: 'Look again' }).click()
    await expect(messages(page)).toContainText('Concur now says “Submitted & Pending Approval”')
    expect(await concur.actions()).toHaveLength(0)
  })
})

test.describe('without the role', () => {
  test.use({ person: 'daniel' })

  test('Somebody without the approver’s role reads why they see nothing', async ({ page }) => {
    await page.goto('/requests')
    const problem = page.getByRole('alert').filter({ hasText: 'Concur does not allow you to do this' })
    await expect(problem).toContainText('ask your Concur administrator for it')
    await expect(problem).toContainText('Nothing was changed.')
    await page.getByRole('link', { name: 'Jobs' }).click()
    await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible()
  })
})
