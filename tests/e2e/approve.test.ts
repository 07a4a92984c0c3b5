import { expect, first, isBlocked, isDecidedByOne, plain, test } from './concur.ts'
import { button, details, expectOpen, inbox, messages, openRequest, rowOf } from './requests-page.ts'

test('An approver approves, Concur holds it, and the next request opens by itself', async ({
  page,
  concur,
}) => {
  const waiting = await concur.waiting()
  const request = first(waiting, plain)
  const next = first(waiting.slice(waiting.indexOf(request) + 1))
  await openRequest(page, request)
  await button(page, 'Approve').click()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  await expectOpen(page, next)
  await expect(rowOf(page, request)).toHaveCount(0)
  await expect(rowOf(page, next)).toBeFocused()
  await expect(page.getByText('41 wait for you')).toBeVisible()
  expect(await concur.holds(request.key)).toMatchObject({ status: 'Q_APPR' })
})

test('An approval that goes on to another approver leaves the inbox too', async ({ page, concur }) => {
  const request = first(await concur.waiting(), (each) => !isDecidedByOne(each) && !isBlocked(each))
  await openRequest(page, request)
  await button(page, 'with comment').click()
  await details(page).getByRole('textbox', { name: 'Comment with the approval' }).fill('Book by Friday.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('a')
  await expect(messages(page)).toContainText('Concur confirmed')
  await expect(rowOf(page, request)).toHaveCount(0)
  const held = await concur.holds(request.key)
  expect(held.status).toBe('Q_PEND')
  expect(held.comments.map(({ text }) => text)).toContain('Book by Friday.')
})

test('An approver who clicks twice approves once', async ({ page, concur }) => {
  await concur.fault('delay', 'workflowaction', { ms: 400 })
  const request = first(await concur.waiting(), plain)
  await openRequest(page, request)
  await button(page, 'Approve').dblclick()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  expect(await concur.actions()).toHaveLength(1)
})

test('Two tabs that approve the same request make one approval', async ({ page, context, concur }) => {
  await concur.fault('delay', 'workflowaction', { ms: 600 })
  const request = first(await concur.waiting(), plain)
  const other = await context.newPage()
  await Promise.all([openRequest(page, request), openRequest(other, request)])
  await Promise.all([button(page, 'Approve').click(), button(other, 'Approve').click()])
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  await expect(messages(other)).toContainText(`Concur confirmed: ${request.name} approved`)
  expect(await concur.actions()).toHaveLength(1)
})

test('Approving what an exception blocks is asked first', async ({ page, concur }) => {
  const request = first(await concur.waiting(), isBlocked)
  await openRequest(page, request)
  await button(page, 'Approve').click()
  const question = page.getByRole('alertdialog', { name: `Approve ${request.name} all the same?` })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  expect(await concur.actions()).toHaveLength(0)
  await button(page, 'Approve').click()
  await question.getByRole('button', { name: 'Approve all the same' }).click()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  expect(await concur.actions()).toHaveLength(1)
})

test('When the step moves on under the approval, Concur’s words and the fresh request are shown', async ({
  page,
  concur,
}) => {
  const request = first(await concur.waiting(), plain)
  await concur.fault('delay', 'workflowaction', { ms: 2000 })
  await openRequest(page, request)
  await button(page, 'Approve').click()
  await expect.poll(async () => (await concur.actions()).length, { intervals: [100] }).toBe(1)
  await concur.touch(request.key, 'new-step', 'Budget moved to the other cost center.')
  const refusal = details(page).getByRole('alert').filter({ hasText: 'Approve: Concur refused' })
  await expect(refusal).toContainText('the item has recently been changed')
  await expect(refusal.getByRole('button', { name: /^Copy correlation id/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Comments' })).toContainText('Budget moved')
  await expectOpen(page, request)
  expect(await concur.holds(request.key)).toMatchObject({ status: 'Q_PEND' })

  await concur.mend()
  await button(page, 'Approve').click()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
})

test('Nobody approves what they have not read: a change since then is shown first', async ({
  page,
  concur,
}) => {
  const request = first(await concur.waiting(), plain)
  await openRequest(page, request)
  await concur.touch(request.key, 'new-step', 'One more night, sorry.')
  await button(page, 'Approve').click()
  const told = details(page).getByRole('alert').filter({ hasText: 'changed in Concur since you opened it' })
  await expect(told).toContainText('Nothing was sent')
  await expect(page.getByRole('region', { name: 'Comments' })).toContainText('One more night, sorry.')
  expect(await concur.actions()).toHaveLength(0)
})

test('A request that somebody else decided meanwhile cannot be approved any more', async ({
  page,
  concur,
}) => {
  const request = first(await concur.waiting(), plain)
  await openRequest(page, request)
  await concur.touch(request.key, 'recalled')
  await button(page, 'Approve').click()
  await expect(details(page).getByRole('alert')).toContainText('Nothing was sent')
  await expect(details(page)).toContainText('Nothing waits here: the request is “Not Submitted”.')
  await expect(button(page, 'Approve')).toHaveAttribute('aria-disabled', 'true')
  expect(await concur.actions()).toHaveLength(0)
})

for (const [kind, words] of [
  ['reset-before', 'the connection broke'],
  ['html', 'a gateway answered in its place'],
])
  test(`When ${words}, nobody claims to know: it needs review, and a second look settles it`, async ({
    page,
    concur,
  }) => {
    const request = first(await concur.waiting(), plain)
    await concur.fault(kind ?? '', 'workflowaction', { times: 1 })
    await openRequest(page, request)
    await button(page, 'Approve').click()
    const notice = details(page).getByRole('alert').filter({ hasText: 'Needs review' })
    await expect(notice).toContainText('it is not known whether this was approved')
    await expect(button(page, 'Approve')).toHaveAttribute('aria-disabled', 'true')
    await expect(details(page)).toContainText('Look again before you act.')
    await page.keyboard.press('a')
    await notice.getByRole('button', { name: 'Look again' }).click()
    await expect(messages(page)).toContainText('Concur now says “Submitted & Pending Approval”')
    await expect(notice).toBeHidden()
    expect(await concur.actions()).toHaveLength(1)
    await button(page, 'Approve').click()
    await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
    expect(await concur.holds(request.key)).toMatchObject({ status: 'Q_APPR' })
  })

for (const kind of ['reset-after-effect', 'html', 'truncated'])
  test(`An approval that took effect though the answer was lost (${kind}) counts as approved`, async ({
    page,
    concur,
  }) => {
    const request = first(await concur.waiting(), plain)
    await concur.fault(kind, 'workflowaction', { times: 1, effect: true })
    await openRequest(page, request)
    await button(page, 'Approve').click()
    await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
    expect(await concur.actions()).toHaveLength(1)
    expect(await concur.holds(request.key)).toMatchObject({ status: 'Q_APPR' })
  })

test.describe('turned away', () => {
  test.use({ expectedErrors: [/status of 403/], permissions: ['clipboard-read', 'clipboard-write'] })

  test('When Concur turns the approval away, nothing was changed and the correlation id can be copied', async ({
    page,
    concur,
  }) => {
    const request = first(await concur.waiting(), plain)
    await concur.fault('403', 'workflowaction', { times: 1 })
    await openRequest(page, request)
    await button(page, 'Approve').click()
    const problem = details(page)
      .getByRole('alert')
      .filter({ hasText: 'Concur does not allow you to do this' })
    await expect(problem).toContainText('Nothing was changed.')
    const copy = problem.getByRole('button', { name: /^Copy correlation id/ })
    await copy.click()
    await expect(copy).toContainText('Copied')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(await copy.textContent()).toContain(copied)
    expect(copied.length).toBeGreaterThan(8)
    await expect(rowOf(page, request)).toBeVisible()
    await button(page, 'Approve').click()
    await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  })
})

test('Somebody who looks at another request while Concur decides stays where they are', async ({
  page,
  concur,
}) => {
  const waiting = await concur.waiting()
  const request = first(waiting, plain)
  const other = first(waiting.slice(8))
  await concur.fault('delay', 'workflowaction', { ms: 1000 })
  await openRequest(page, request)
  await button(page, 'Approve').click()
  await rowOf(page, other).getByRole('gridcell').nth(2).click()
  await expectOpen(page, other)
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  await expectOpen(page, other)
  await expect(inbox(page)).toHaveAttribute('aria-rowcount', '42')
})
