import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { expectNoGraveFindings } from './grave-findings.ts'
import { expect, itemBar, messages, openList, rowOf, test, tree } from './lists-page.ts'

test('A list opens beside the others, a branch when it is opened, and the link restores both', async ({
  page,
}) => {
  await page.goto('/lists')
  await page.getByRole('link', { name: /^Locations/ }).click()
  await expect(page.getByRole('heading', { name: 'Locations', level: 1 })).toBeVisible()
  await expect(rowOf(page, 'Germany')).toHaveAttribute('aria-expanded', 'false')
  await rowOf(page, 'Germany').locator('[data-opener]').click()
  await rowOf(page, 'Bavaria').locator('[data-opener]').click()
  await rowOf(page, 'Munich').click()
  await expect(rowOf(page, 'Munich')).toHaveAttribute('aria-level', '3')
  await expect(itemBar(page, 'Munich')).toContainText('DE / BY / 001')
  await expect(page).toHaveURL(/item=DE-BY-001/)

  await page.reload()
  await expect(rowOf(page, 'Munich')).toHaveAttribute('aria-current', 'true')
  await expect(rowOf(page, 'Bavaria')).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('link', { name: /^Locations/ })).toHaveAttribute('aria-current', 'page')

  await page.getByRole('link', { name: /^Projects/ }).click()
  await expect(tree(page, 'Projects')).toBeVisible()
  await page.goBack()
  await expect(rowOf(page, 'Munich')).toHaveAttribute('aria-current', 'true')
})

test('Without a mouse the tree is opened, walked and closed', async ({ page, concur }) => {
  await openList(page, concur, 'Locations')
  await page.keyboard.press('j')
  await expect(rowOf(page, 'Germany')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(rowOf(page, 'Bavaria')).toBeVisible()
  await expect(rowOf(page, 'Germany')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(rowOf(page, 'Bavaria')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'Munich')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(rowOf(page, 'Munich')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(rowOf(page, 'Bavaria')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(rowOf(page, 'Munich')).toBeHidden()
  await page.keyboard.press('End')
  await expect(rowOf(page, 'Portugal')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(rowOf(page, 'Germany')).toBeFocused()

  await page.keyboard.press('l')
  await expect(page.getByRole('link', { name: /^Locations/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(tree(page, 'Projects')).toBeVisible()
})

test('The filter finds what was never opened, and cleared gives the same place back', async ({
  page,
  concur,
}) => {
  await openList(page, concur, 'Vendors')
  const scroller = tree(page, 'Vendors').locator('..')
  await scroller.evaluate((element) => element.scrollTo(0, 9000))
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(9000)
  await page.keyboard.press('/')
  await page.keyboard.type('zzz')
  await expect(page.getByText('No item matches “zzz”')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(9000)

  await openList(page, concur, 'Locations', '&open=PT&item=PT')
  await page.getByRole('searchbox', { name: 'Filter Locations' }).fill('nuremberg')
  await expect(rowOf(page, 'Nuremberg')).toBeVisible()
  await expect(page.getByText('Every branch was looked through.')).toBeVisible()
  expect(await concur.filtered()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(rowOf(page, 'Lisboa')).toBeVisible()
  await expect(rowOf(page, 'Portugal')).toHaveAttribute('aria-current', 'true')
  await expect(rowOf(page, 'Germany')).toHaveAttribute('aria-expanded', 'false')

  await page.keyboard.type('nuremberg')
  await expect(rowOf(page, 'Nuremberg')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'Nuremberg')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Filter Locations' })).toHaveValue('')
  await expect(rowOf(page, 'Nuremberg')).toBeFocused()
  await expect(rowOf(page, 'Munich')).toBeVisible()
})

test('An item is added below another, edited, and moved to another code', async ({ page, concur }) => {
  await openList(page, concur, 'Locations', '&open=PT&item=PT')
  await expect(rowOf(page, 'Lisboa')).toBeVisible()
  await page.keyboard.press('a')
  const add = page.getByRole('dialog', { name: 'Add an item to Locations' })
  await expect(add.getByRole('combobox', { name: 'Where' })).toHaveValue('PT')
  await page.keyboard.press('Control+Enter')
  await expect(add.getByText('Write a name.')).toBeVisible()
  await add.getByRole('textbox', { name: 'Name' }).fill('Algarve')
  await add.getByRole('textbox', { name: 'Code of level 2' }).fill('F-8')
  await add.getByLabel('Start date').fill('2027-01-01')
  await page.keyboard.press('Control+Enter')
  await expect(add.getByText('A code cannot hold a hyphen.')).toBeVisible()
  await expect(add.getByText('Concur takes dates in pairs: give the end date too.')).toBeVisible()
  await add.getByRole('textbox', { name: 'Code of level 2' }).fill('F8')
  await add.getByLabel('End date').fill('2027-12-31')
  await page.keyboard.press('Control+Enter')
  await expect(messages(page)).toContainText('Concur confirmed: Algarve added')
  await expect(rowOf(page, 'Algarve')).toBeFocused()
  expect(await concur.item('Locations', 'PT', 'F8')).toMatchObject({ name: 'Algarve', deactivated: false })
  expect((await concur.item('Locations', 'PT', 'F8'))?.startDate).toContain('2027-01-01')

  await page.keyboard.press('e')
  const edit = page.getByRole('dialog', { name: 'Edit Algarve' })
  await expect(edit.getByText('whether Concur then keeps the old ones is not documented')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(edit.getByText('Nothing was changed yet.')).toBeVisible()
  await edit.getByRole('textbox', { name: 'Name' }).fill('Algarve & Alentejo')
  await page.keyboard.press('Enter')
  await expect(messages(page)).toContainText('Concur confirmed: Algarve & Alentejo saved')
  await expect(rowOf(page, 'Algarve & Alentejo')).toBeFocused()

  await page.keyboard.press('c')
  const code = page.getByRole('dialog', { name: 'Change the code of Algarve & Alentejo' })
  await code.getByRole('textbox', { name: 'New code of level 2' }).fill('11')
  await page.keyboard.press('Enter')
  await expect(code.getByRole('alert').filter({ hasText: 'This code cannot be used' })).toBeVisible()
  await code.getByRole('textbox', { name: 'New code of level 2' }).fill('F9')
  await page.keyboard.press('Enter')
  const sure = page.getByRole('alertdialog', { name: 'Change the code of Algarve & Alentejo?' })
  await expect(sure.getByText('dates are lost')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(messages(page)).toContainText('Concur confirmed: Algarve & Alentejo has its new code')
  await expect(rowOf(page, 'Algarve & Alentejo', 'F9')).toBeFocused()
  expect(await concur.item('Locations', 'PT', 'F8')).toMatchObject({ deactivated: true })
  expect(await concur.item('Locations', 'PT', 'F9')).toMatchObject({ name: 'Algarve & Alentejo' })
})

test('A code that was deleted before is refused in Concur’s words, and what was typed stays', async ({
  page,
  concur,
}) => {
  const deleted = 'Portugal'
  await openList(page, concur, 'Locations', '&item=PT')
  await expect(itemBar(page, deleted)).toBeVisible()
  await page.keyboard.press('d')
  const sure = page.getByRole('alertdialog', { name: 'Delete Portugal?' })
  await expect(sure.getByText('3 items hang below and go too, children first.')).toBeVisible()
  await expect(sure.getByRole('button', { name: 'Delete 4 items' })).toBeDisabled()
  await sure.getByRole('checkbox', { name: 'Delete the 3 items below too' }).check()
  await page.keyboard.press('Control+Enter')
  await expect(messages(page)).toContainText('Concur confirmed: 4 items deleted')
  await expect(rowOf(page, deleted)).toBeHidden()
  await expect(rowOf(page, 'Spain')).toBeFocused()
  expect(await concur.item('Locations', 'PT', '11', '001')).toMatchObject({ deactivated: true })

  await page.getByRole('button', { name: 'Add item' }).click()
  const add = page.getByRole('dialog', { name: 'Add an item to Locations' })
  await add.getByRole('textbox', { name: 'Name' }).fill('Portugal again')
  await add.getByRole('textbox', { name: 'Code of level 1' }).fill('PT')
  await add.getByRole('button', { name: 'Add item' }).click()
  await expect(add.getByRole('alert').filter({ hasText: 'Concur refused' })).toContainText('2005')
  await expect(add.getByText('Nothing was changed.')).toBeVisible()
  await expect(add.getByRole('textbox', { name: 'Name' })).toHaveValue('Portugal again')
  await add.getByRole('textbox', { name: 'Code of level 1' }).fill('PT2')
  await add.getByRole('button', { name: 'Add item' }).click()
  await expect(rowOf(page, 'Portugal again')).toBeFocused()
})

test('A change of code that fails halfway says what was done and is not sent again', async ({
  page,
  concur,
}) => {
  await openList(page, concur, 'Locations', '&open=PT&item=PT-11')
  await expect(itemBar(page, 'Lisboa')).toBeVisible()
  await concur.rowFault({ type: 'create', codes: '^PT/12' })
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'New code of level 2' }).fill('12')
  await page.keyboard.press('Enter')
  const sure = page.getByRole('alertdialog', { name: 'Change the code of Lisboa?' })
  await expect(sure.getByText('3 items are deleted and added again: this one and 2 below it.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  const ending = sure.getByRole('alert').filter({ hasText: 'Concur refused' })
  await expect(ending).toContainText('3 of 6 rows were done before')
  await expect(sure.getByRole('button', { name: 'Change code' })).toBeDisabled()
  await sure.getByRole('button', { name: 'Close' }).last().click()
  await expect(rowOf(page, 'Nothing below yet')).toBeVisible()
})

test('Several items are deleted as one job, each with its result', async ({ page, concur }) => {
  await openList(page, concur, 'Spare parts')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page
    .getByRole('region', { name: 'Selected items' })
    .getByRole('button', { name: 'Delete 2…' })
    .click()
  const before = await concur.active('Spare parts')
  await page
    .getByRole('alertdialog', { name: 'Delete 2 items?' })
    .getByRole('button', { name: 'Delete 2 items' })
    .click()
  await expect(page).toHaveURL(/\/jobs\//)
  await expect(page.getByText('All done')).toBeVisible()
  const after = await concur.active('Spare parts')
  expect(after).toHaveLength(before.length - 2)

  await page.goBack()
  const [gone] = before
  if (!gone) throw new Error('Spare parts has no items.')
  await expect(tree(page, 'Spare parts').getByRole('row')).toHaveCount(after.length + 1)
  await expect(rowOf(page, gone.name, gone.codes.join())).toBeHidden()
})

test('A list is exported whole, in the columns of an import', async ({ page, concur }) => {
  await openList(page, concur, 'Locations')
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export Locations' })
  await expect(dialog.getByText('The dates stay empty, since Concur does not tell them')).toBeVisible()
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('Locations.csv')
  await expect(dialog.getByRole('status').filter({ hasText: 'items were saved' })).toBeVisible()
  const rows = parse(await readFile(await file.path()), { bom: true })
  const held = await concur.active('Locations')
  expect(rows).toHaveLength(held.length + 1)
  expect(rows[0]).toEqual(['Name', 'Level 1 code', 'Level 2 code', 'Level 3 code', 'Start date', 'End date'])
  expect(rows).toContainEqual(['Munich', 'DE', 'BY', '001', '', ''])
})

test('An export can be stopped and goes on where it stood', async ({ page, concur }) => {
  await openList(page, concur, 'Cost objects', '&item=AMER')
  await itemBar(page, 'Americas').getByRole('button', { name: 'Export the branch…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export the branch Americas' })
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(/[1-9]\d* branches, \d+ to go/)
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog.getByRole('status')).toContainText('Stopped: what was read is kept')
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('Cost objects AMER.csv')
  const rows = parse(await readFile(await file.path()), { bom: true })
  const held = (await concur.active('Cost objects')).filter(({ codes }) => codes[0] === 'AMER')
  expect(rows).toHaveLength(held.length + 1)
  expect(rows[1]?.slice(0, 2)).toEqual(['Americas', 'AMER'])
})

test.describe('while Concur does not answer', () => {
  test.use({ expectedErrors: [/status of (429|502|503|504)/] })

  test('a branch says so and is read again on request', async ({ page, concur }) => {
    await openList(page, concur, 'Locations')
    await concur.fault('500', '/items')
    await rowOf(page, 'Germany').locator('[data-opener]').click()
    await expect(page.getByRole('alert').filter({ hasText: 'Correlation id' })).toBeVisible()
    await expect(rowOf(page, 'This branch could not be read')).toBeVisible()
    await concur.mend()
    await rowOf(page, 'This branch could not be read').click()
    await page.keyboard.press('Enter')
    await expect(rowOf(page, 'Bavaria')).toBeVisible()
    await expect(page.getByRole('alert').filter({ hasText: 'Correlation id' })).toBeHidden()
  })
})

test.describe('an expense processor', () => {
  test.use({ person: 'priya', expectedErrors: [/status of 403/] })

  test('reads why the lists are not hers', async ({ page }) => {
    await page.goto('/lists')
    await expect(page.getByRole('alert').filter({ hasText: 'Correlation id' })).toBeVisible()
  })
})

test.describe('in light and in dark', () => {
  const look = async (page: Page) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await expectNoGraveFindings(page)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await expectNoGraveFindings(page, ['color-contrast'])
  }

  test('the tree and its filter are accessible', async ({ page, concur }) => {
    await openList(page, concur, 'Locations', '&open=DE-BY&item=DE-BY')
    await expect(rowOf(page, 'Munich')).toBeVisible()
    await look(page)
    await page.getByRole('searchbox', { name: 'Filter Locations' }).fill('nuremberg')
    await expect(page.getByText('Every branch was looked through.')).toBeVisible()
    await look(page)
  })

  for (const [key, role, title] of [
    ['a', 'dialog', 'Add an item to Locations'],
    ['e', 'dialog', 'Edit Bavaria'],
    ['c', 'dialog', 'Change the code of Bavaria'],
    ['d', 'alertdialog', 'Delete Bavaria?'],
  ] as const)
    test(`the dialog “${title}” is accessible`, async ({ page, concur }) => {
      await openList(page, concur, 'Locations', '&open=DE&item=DE-BY')
      await expect(itemBar(page, 'Bavaria')).toBeVisible()
      await page.keyboard.press(key)
      await expect(page.getByRole(role, { name: title })).toBeVisible()
      await look(page)
    })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a list has the whole screen, its items fit, and Back leads to the lists', async ({ page }) => {
    await page.goto('/lists')
    await page.getByRole('link', { name: /^Locations/ }).tap()
    const row = (text: string) => page.getByRole('row').filter({ hasText: text })
    await expect(row('Germany')).toBeVisible()
    await expect(page.getByRole('link', { name: /^Projects/ })).toBeHidden()
    await row('Germany').locator('[data-opener]').tap()
    await row('Bavaria').tap()
    const remove = itemBar(page, 'Bavaria').getByRole('button', { name: 'Delete…' })
    expect((await remove.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectNoGraveFindings(page)
    await page.getByRole('button', { name: 'Back to the lists' }).tap()
    await expect(page.getByRole('link', { name: /^Projects/ })).toBeVisible()
    await expect(page).not.toHaveURL(/list=/)
  })
})
