import type { Page } from '@playwright/test'
import { expect, first, ownerName, test } from './concur.ts'
import { details, expectAwake, expectOpen, inbox, openRequest, rowOf } from './requests-page.ts'

const rows = (page: Page) => inbox(page).getByRole('row')
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search requests' })

/** The column of the rows on the screen, as Concur wrote it. */
const hoverTexts = (page: Page, column: number) =>
  inbox(page)
    .locator(`[role=row]:not([aria-rowindex="1"]) > [role=gridcell]:nth-child(${column})`)
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title') ?? ''))

test('An approver sees the 42 requests that wait, the longest waiting first', async ({ page, concur }) => {
  const waiting = await concur.waiting()
  await page.goto('/requests')
  await expect(page.getByText('42 wait for you')).toBeVisible()
  await expect(inbox(page)).toHaveAttribute('aria-rowcount', '43')
  await expect(page.getByRole('status').filter({ hasText: '42 of 42' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Requests 42' })).toHaveAttribute('aria-current', 'page')
  const oldest = first(waiting)
  await expect(rows(page).nth(1)).toContainText(oldest.name)
  await expect(rows(page).nth(1)).toContainText(ownerName(oldest))
  await expect(
    rows(page)
      .nth(1)
      .getByTitle(/days since the request’s date/),
  ).toBeVisible()
})

test('What narrows the list stands in the address, and a shared link restores it', async ({
  page,
  context,
}) => {
  await page.goto('/requests')
  await expectAwake(page)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Submitted')
  await expect(page).toHaveURL(/status=SUBMITTED/)
  await page.getByRole('button', { name: 'Modified and login filters' }).click()
  const filters = page.getByRole('dialog', { name: 'Modified and login filters' })
  await filters.getByLabel('Modified after').fill('2020-01-31')
  await filters.getByLabel('Modified before').fill('2099-12-31')
  await filters.getByLabel('Login id').fill('tom.ashby@northwind.example')
  await filters.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/loginId=tom\.ashby@northwind\.example/)
  await expect(page).toHaveURL(/modifiedAfter=2020-01-31&modifiedBefore=2099-12-31|modifiedBefore=2099-12-31/)
  await page.getByRole('button', { name: 'Total', exact: true }).click()
  await expect(page).toHaveURL(/sort=total\.desc/)
  const shown = page.getByRole('status').filter({ hasText: / of / })
  const count = await shown.textContent()

  const shared = await context.newPage()
  await shared.goto(page.url())
  await expect(shared.getByRole('combobox', { name: 'Status' })).toHaveValue('SUBMITTED')
  for (const chip of [
    'Owner tom.ashby@northwind.example',
    'Modified after 2020-01-31',
    'Modified before 2099-12-31',
  ])
    await expect(shared.getByRole('button', { name: chip })).toBeVisible()
  await expect(shared.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending')
  await expect(shared.getByRole('status').filter({ hasText: / of / })).toHaveText(count ?? '')
  const owners = await hoverTexts(shared, 3)
  expect(owners.length).toBeGreaterThan(0)
  expect(owners.every((text) => text.includes('Tom Ashby'))).toBe(true)

  await shared.getByRole('button', { name: 'Owner tom.ashby@northwind.example' }).click()
  await expect(shared).not.toHaveURL(/loginId/)
})

test('The search finds names, people, ids and amounts, and "/" leads to it', async ({ page, concur }) => {
  const wanted = first(await concur.waiting(), ({ owner }) => owner.lastName === 'Zielińska')
  await page.goto('/requests')
  await expectAwake(page)
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('zielinska')
  await expect(page).toHaveURL(/q=zielinska/)
  await expect(rowOf(page, wanted)).toBeVisible()
  // The row may have stood there before: the list is narrowed once every row is hers.
  await expect
    .poll(async () => (await hoverTexts(page, 3)).every((text) => text.includes('Zielińska')))
    .toBe(true)
  await search(page).fill(wanted.id)
  await expect(rowOf(page, wanted)).toBeVisible()
  await page.reload()
  await expect(search(page)).toHaveValue(wanted.id)
  await expect(rowOf(page, wanted)).toBeVisible()
})

test('A search that finds nothing and filters that hold nothing say what to do', async ({ page }) => {
  await page.goto('/requests?q=no+such+words')
  await expect(page.getByText('No request matches “no such words”')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).last().click()
  await expect(page.getByRole('status').filter({ hasText: '42 of 42' })).toBeVisible()
  await page.goto('/requests?status=CLOSED&modifiedAfter=2099-01-01')
  await expect(page.getByText('Nothing within these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(rows(page).nth(1)).toBeVisible()
})

test('When nothing waits the inbox says so and leads on', async ({ page, control }) => {
  await control('POST', '/reset', { pendingForApprover: 0 })
  await page.goto('/requests')
  await expect(page.getByText('Nothing waits for you')).toBeVisible()
  await page.getByRole('button', { name: 'Approved by me' }).click()
  await expect(page).toHaveURL(/status=APPROVED/)
  await expect(rows(page).nth(1)).toBeVisible()
})

test('Every column sorts both ways and says which way', async ({ page, concur }) => {
  const waiting = await concur.waiting()
  await page.goto('/requests')
  await expect(rows(page).nth(1)).toBeVisible()
  const words = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
  const names = waiting.map(({ name }) => name).sort(words.compare)
  const shownNames = async () => (await hoverTexts(page, 3)).map((text) => text.split(', ')[0] ?? '')
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true })

  await head('Request').getByRole('button').click()
  await expect(head('Request')).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(async () => (await shownNames())[0]).toBe(names[0]?.split(', ')[0])
  await head('Request').getByRole('button').click()
  await expect(head('Request')).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await shownNames())[0]).toBe(names.at(-1)?.split(', ')[0])

  const totals = async () => {
    const shown = await hoverTexts(page, 5)
    return shown
      .map((text) => text.split(' '))
      .map(([value, currency]) => ({ value: Number(value), currency }))
  }
  const inOrder = (sign: number, all: { value: number; currency: string | undefined }[]) =>
    all.every((total, at) => {
      const before = all[at - 1]
      return !before || before.currency !== total.currency || sign * (total.value - before.value) >= 0
    })
  await head('Total').getByRole('button').click()
  await expect(head('Total')).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => inOrder(-1, await totals())).toBe(true)
  await head('Total').getByRole('button').click()
  await expect(head('Total')).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(async () => inOrder(1, await totals())).toBe(true)

  await head('Waits').getByRole('button').click()
  await expect(rows(page).nth(1)).toContainText(first(waiting).name)
  await head('Waits').getByRole('button').click()
  await expect(rows(page).nth(1)).toContainText(first(waiting.toReversed()).name)
  await expect(page).toHaveURL(/sort=waits\.asc/)
  await page.reload()
  await expect(head('Waits')).toHaveAttribute('aria-sort', 'ascending')

  await page.getByRole('button', { name: 'Sort' }).click()
  await page.getByRole('menuitem', { name: 'Person' }).click()
  await expect(page).toHaveURL(/sort=person\.asc/)
})

test('Beyond Concur’s thousand the list says so, loads the rest and scrolls to its last row', async ({
  page,
  concur,
}) => {
  await page.goto('/requests?status=ACTIVE')
  await expect(page.getByText('1,000 of possibly more.')).toBeVisible()
  await expect(page.getByText('1,000+ active')).toBeVisible()
  await expect(inbox(page)).toHaveAttribute('aria-rowcount', '1001')
  await rows(page).nth(1).focus()
  await page.keyboard.press('End')
  await expect(inbox(page).locator('[aria-rowindex="1001"]')).toBeFocused()
  await expect(inbox(page).locator('[aria-rowindex="1001"]')).toBeInViewport()

  await concur.fault('delay', 'requestslist', { ms: 150 })
  await page.getByRole('button', { name: 'Load the rest' }).click()
  await expect(page.getByRole('status').filter({ hasText: /loaded, .* windows? to go/ })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^All 1,\d{3} loaded\.$/ })).toBeVisible({
    timeout: 30_000,
  })
  const count = Number(await inbox(page).getAttribute('aria-rowcount'))
  expect(count).toBeGreaterThan(1001)
  await expect(page.getByText('1,000+ active')).toBeHidden()
})

test('j and k walk the list, Enter opens, and the open request follows', async ({ page, concur }) => {
  const [one, two, three] = await concur.waiting()
  if (!one || !two || !three) throw new Error('Three requests have to wait.')
  await page.goto('/requests')
  await expectAwake(page)
  await page.keyboard.press('j')
  await expect(rowOf(page, one)).toBeFocused()
  await page.keyboard.press('j')
  await expect(rowOf(page, two)).toBeFocused()
  await expect(details(page)).toBeHidden()
  await page.keyboard.press('Enter')
  await expectOpen(page, two)
  await page.keyboard.press('j')
  await expectOpen(page, three)
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await expectOpen(page, one)
  await expect(page).toHaveURL(({ searchParams }) => searchParams.get('request') === one.key)
  await page.keyboard.press('Escape')
  await expect(details(page)).toBeHidden()
})

test('A link to one request opens it beside the list', async ({ page, concur }) => {
  const [, , , , wanted] = await concur.waiting()
  if (!wanted) throw new Error('Five requests have to wait.')
  await openRequest(page, wanted)
  await expect(rowOf(page, wanted)).toHaveAttribute('aria-current', 'true')
})
