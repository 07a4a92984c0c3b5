import type { Page } from '@playwright/test'
import { exceptionsOf, expect, first, type HeldRequest, isDecidedByOne, test } from './concur.ts'
import { expectAwake, expectOpen, inbox, openRequest, rowOf, tickOf } from './requests-page.ts'

const selected = (page: Page) => page.getByRole('region', { name: 'Selected requests' })
const results = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('listitem')
const hasNone = (request: HeldRequest) => exceptionsOf(request).length === 0
/** So many are on the screen without scrolling. */
const inSight = (waiting: HeldRequest[]) => waiting.slice(0, 16)

async function tick(page: Page, requests: readonly HeldRequest[]): Promise<void> {
  for (const request of requests) await tickOf(page, request).check()
}

test('Several requests are selected with x and a range, and approved with a result for each', async ({
  page,
  concur,
}) => {
  const waiting = await concur.waiting()
  const [one, two, three, four] = inSight(waiting)
  if (!one || !two || !three || !four) throw new Error('Four requests have to wait.')
  await page.goto('/requests')
  await expect(rowOf(page, one)).toBeVisible()
  await expectAwake(page)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(rowOf(page, one)).toHaveAttribute('aria-selected', 'true')
  await tickOf(page, four).click({ modifiers: ['Shift'] })
  await expect(selected(page)).toContainText('4 selected')
  await tickOf(page, two).click()
  await expect(selected(page)).toContainText('3 selected')
  await selected(page).getByRole('button', { name: 'Clear' }).click()
  await expect(selected(page)).toBeHidden()

  const chosen = inSight(waiting)
    .filter((each) => hasNone(each) && isDecidedByOne(each))
    .slice(0, 3)
  await tick(page, chosen)
  await selected(page).getByRole('button', { name: 'Approve 3' }).click()
  const asked = page.getByRole('dialog', { name: 'Approve the selected requests' })
  await expect(asked).toContainText('3 requests are ready to approve. Each gets its own result.')
  expect(await concur.actions()).toHaveLength(0)
  await asked.getByRole('textbox', { name: 'Comment' }).fill('Approved for the fair.')
  await asked.getByRole('button', { name: 'Approve 3' }).click()
  await expect(page.getByRole('dialog', { name: 'All 3 approved' })).toBeVisible()
  await expect(results(page).filter({ hasText: 'done' })).toHaveCount(3)
  for (const { key } of chosen) {
    const held = await concur.holds(key)
    expect(held.status).toBe('Q_APPR')
    expect(held.comments.at(-1)?.text).toBe('Approved for the fair.')
  }
  expect(await concur.actions()).toHaveLength(3)

  await page.getByRole('link', { name: 'Open the job' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3')
  const rows = page.getByRole('grid', { name: 'Rows of the job' }).getByRole('row')
  for (const { name } of chosen) await expect(rows.filter({ hasText: name }).first()).toContainText('Done')
  await page.getByRole('link', { name: 'Jobs', exact: true }).first().click()
  await expect(
    page.getByRole('grid', { name: 'Your jobs, newest first' }).getByRole('row').nth(1),
  ).toContainText('3 of 3')
  await page.getByRole('link', { name: /^Requests/ }).click()
  await expect(page.getByText('39 wait for you')).toBeVisible()
  await expect(selected(page)).toBeHidden()
})

test('Nobody approves exceptions in bulk that they have not opened', async ({ page, concur }) => {
  const waiting = inSight(await concur.waiting())
  const excepted = first(waiting, (each) => !hasNone(each))
  const harmless = first(waiting, hasNone)
  await page.goto('/requests')
  await tick(page, [excepted, harmless])
  await selected(page).getByRole('button', { name: 'Approve 2' }).click()
  const asked = page.getByRole('dialog', { name: 'Approve the selected requests' })
  await expect(asked).toContainText('Open first: 1 with exceptions that you have not read')
  await expect(asked.getByRole('button', { name: 'Approve 1' })).toBeVisible()
  await asked.getByRole('button', { name: 'Open', exact: true }).click()
  await expectOpen(page, excepted)
  await selected(page).getByRole('button', { name: 'Approve 2' }).click()
  await expect(asked).toContainText('2 requests are ready to approve')
  await asked.getByRole('button', { name: 'Approve 2' }).click()
  await expect(page.getByRole('dialog', { name: 'All 2 approved' })).toBeVisible()
})

test('Each row has its own result: done, refused and unknown stand side by side', async ({
  page,
  concur,
}) => {
  const [refused, unknown, ...others] = inSight(await concur.waiting()).filter(hasNone)
  const done = first(others)
  if (!refused || !unknown) throw new Error('Three requests without exceptions have to wait.')
  const step = (request: HeldRequest) => {
    const { stepId } = first(request.steps, ({ stepId }) => stepId !== undefined)
    return `${(stepId ?? '').replace(/[$!%+.*()]/g, '.')}|${encodeURIComponent(stepId ?? '').replace(/[$!%+.*()]/g, '.')}`
  }
  await concur.fault('403', step(refused))
  await concur.fault('html', step(unknown))
  await page.goto('/requests')
  await tick(page, [refused, unknown, done])
  await selected(page).getByRole('button', { name: 'Approve 3' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve 3' }).click()
  await expect(page.getByRole('dialog', { name: '1 of 3 approved' })).toBeVisible()
  await expect(results(page).nth(0)).toContainText(/refused|unknown|done/)
  await expect(results(page).filter({ hasText: refused.name }).filter({ hasText: 'refused' })).toBeVisible()
  await expect(
    results(page).filter({ hasText: unknown.name }).filter({ hasText: 'unknown, needs review' }),
  ).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(selected(page)).toContainText('2 selected')
  await expect(rowOf(page, done)).toHaveCount(0)
  expect(await concur.holds(refused.key)).toMatchObject({ status: 'Q_PEND' })
})

test('A bulk return asks for a comment, and every traveler gets it', async ({ page, concur }) => {
  const chosen = inSight(await concur.waiting())
    .filter(hasNone)
    .slice(0, 2)
  await page.goto('/requests')
  await tick(page, chosen)
  await selected(page).getByRole('button', { name: 'Send back 2…' }).click()
  const asked = page.getByRole('dialog', { name: 'Send back the selected requests' })
  await asked.getByRole('button', { name: 'Send back 2' }).click()
  await expect(asked.getByRole('alert').filter({ hasText: 'Write a comment' })).toBeVisible()
  const comment = asked.getByRole('textbox', { name: 'Comment' })
  await comment.fill('Please book through the agency.')
  await comment.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: 'All 2 sent back' })).toBeVisible()
  for (const { key } of chosen) {
    const held = await concur.holds(key)
    expect(held.status).toBe('Q_RESU')
    expect(held.comments.at(-1)?.text).toBe('Please book through the agency.')
  }
})

test('A bulk approval that is stopped says which rows were not sent', async ({ page, concur }) => {
  const chosen = inSight(await concur.waiting())
    .filter(hasNone)
    .slice(0, 8)
  expect(chosen.length).toBeGreaterThan(5)
  await concur.fault('delay', 'workflowaction', { ms: 3500 })
  await page.goto('/requests')
  await tick(page, chosen)
  await selected(page)
    .getByRole('button', { name: `Approve ${chosen.length}` })
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Approve ${chosen.length}` })
    .click()
  await expect.poll(async () => (await concur.actions()).length, { intervals: [100] }).toBe(4)
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('dialog', { name: 'Stopped' })).toBeVisible()
  await expect(results(page).filter({ hasText: 'not sent' })).toHaveCount(chosen.length - 4)
  await expect(results(page).filter({ hasText: 'Stopped before this was sent.' })).toHaveCount(
    chosen.length - 4,
  )
  // Those that were with Concur end as Concur says.
  await expect(results(page).filter({ hasText: 'done' })).toHaveCount(4)
  expect(await concur.actions()).toHaveLength(4)
  await page.getByRole('link', { name: 'Open the job' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
  const rows = page.getByRole('grid', { name: 'Rows of the job' }).getByRole('row')
  await expect(rows.filter({ hasText: 'Not sent' })).toHaveCount(chosen.length - 4)
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Done')
  await expect(page).toHaveURL(/outcome=done/)
  await expect(rows.filter({ hasText: 'Done' })).toHaveCount(4)
})

test('A job goes on without the page that started it', async ({ page, concur }) => {
  const chosen = inSight(await concur.waiting())
    .filter(hasNone)
    .slice(0, 5)
  await concur.fault('delay', 'workflowaction', { ms: 700 })
  await openRequest(page, first(chosen))
  await tick(page, chosen)
  await selected(page).getByRole('button', { name: 'Approve 5' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve 5' }).click()
  await page.getByRole('link', { name: 'Open the job' }).click()
  await expect(page).toHaveURL(/\/jobs\//)
  await page.reload()
  await expect(page.getByRole('status').filter({ hasText: 'Concur confirmed every row' })).toBeAttached()
  await expect(page.getByText('All done')).toBeVisible()
  expect(await concur.actions()).toHaveLength(5)
  await page.goto('/requests')
  await expect(inbox(page)).toHaveAttribute('aria-rowcount', '38')
})
