import type { Locator, Page } from '@playwright/test'
import { first } from './concur.ts'
import { expectNoGraveFindings } from './grave-findings.ts'
import { expect, type HeldReport, test } from './reports.ts'

/** Few reports have it, so that reading them takes a moment only. */
const FEW = 'A_RHLD'

const byCode = (page: Page): Locator => page.getByRole('treegrid', { name: 'Exceptions by code' })
const tree = (page: Page): Locator => page.getByRole('treegrid', { name: /^Exceptions of / })
const rowOf = (page: Page, code: string): Locator =>
  tree(page)
    .getByRole('row')
    .filter({ has: page.getByText(code, { exact: true }) })

const askToClearLate60 = (page: Page) =>
  rowOf(page, 'LATE60')
    .getByRole('button', { name: /^Clear LATE60/ })
    .click()

async function openReport(page: Page, { reportId, name }: HeldReport): Promise<void> {
  await page.goto(`/exceptions/reports/${reportId}`)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(tree(page)).toBeVisible()
}

async function clear(page: Page, reason = 'Checked with the traveler'): Promise<void> {
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill(reason)
  await page.keyboard.press('Control+Enter')
}

/** A code that stands on it once, at one place of that level. */
function single(report: HeldReport, level: HeldReport['exceptions'][number]['level']) {
  return report.exceptions.find(
    (one) =>
      one.level === level &&
      report.exceptions.filter(({ exceptionCode }) => exceptionCode === one.exceptionCode).length === 1,
  )
}

const codesOf = ({ exceptions }: HeldReport) => exceptions.map(({ exceptionCode }) => exceptionCode).sort()

test.describe('Across reports', () => {
  test('before the first look a processor chooses what to read, and sees what comes by code and by report', async ({
    page,
  }) => {
    await page.goto('/exceptions')
    await page.getByRole('button', { name: 'Choose which…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Which reports to read' })
    await dialog.getByLabel('Approval status').selectOption(FEW)
    await dialog.getByRole('button', { name: 'Read them' }).click()
    await expect(byCode(page).getByRole('row').nth(1)).toBeVisible()
    await expect(page.getByText(/· read at \d\d:\d\d/)).toBeVisible()
    await page.getByRole('button', { name: 'By report' }).click()
    await expect(page).toHaveURL(/view=reports/)
    await page.getByRole('grid', { name: 'Reports with exceptions' }).getByRole('row').nth(1).click()
    await expect(page).toHaveURL(/exceptions\/reports\/[0-9A-F]{20}/)
    await expect(tree(page)).toBeVisible()
  })

  test('one code is cleared on several reports and nowhere else, each with its own result', async ({
    page,
    reports,
  }) => {
    const [one, two, three] = (await reports.all()).filter(({ status }) => status === FEW)
    if (!one || !two || !three) throw new Error('Three reports have to wait for receipts.')
    const code = 'UNUSEDADV'
    for (const { reportId } of [one, two, three]) await reports.touch(reportId, { add: [code] })
    await reports.scan(FEW)
    const before = await reports.holds(one.reportId)

    await page.goto(`/exceptions?code=${code}`)
    await expect(byCode(page).getByRole('row').nth(1)).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const chosen = page.getByRole('region', { name: 'Chosen exceptions' })
    await expect(chosen).toContainText(/UNUSEDADV: \d+ exceptions on \d+ reports, at the header level/)
    await page.keyboard.press('c')
    const question = page.getByRole('dialog', { name: /^Clear \d+ exceptions?\?$/ })
    await question.getByRole('button', { name: /^Clear/ }).click()
    await expect(question.getByRole('alert').filter({ hasText: 'Say why' })).toBeVisible()
    await clear(page)
    await expect(page.getByRole('dialog', { name: 'All cleared' })).toBeVisible()

    const after = await reports.holds(one.reportId)
    expect(codesOf(after)).toEqual(codesOf(before).filter((each) => each !== code))
    await page.getByRole('dialog').getByRole('link', { name: 'Open the job' }).click()
    const row = page.getByRole('grid', { name: 'Rows of the job' }).getByRole('row').nth(1)
    await expect(row).toContainText('UNUSEDADV')
    await expect(row).toContainText('Header')
    await expect(row.getByRole('link')).toHaveAttribute('href', /^\/exceptions\/reports\//)
  })

  test('a link restores the view, and an export holds what is shown', async ({ page, reports }) => {
    await reports.scan(FEW)
    await page.goto('/exceptions?view=reports&blocking=only')
    await expect(page.getByRole('button', { name: 'Only blocking' })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('grid', { name: 'Reports with exceptions' })).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    expect((await download).suggestedFilename()).toMatch(/^Reports with exceptions .+\.csv$/)
  })

  test('the picture says the same as its table', async ({ page, reports }) => {
    await reports.scan(FEW)
    await page.goto('/exceptions')
    const count = await byCode(page).getByRole('row').nth(1).getByRole('gridcell').nth(3).textContent()
    await page.keyboard.press('3')
    const table = page.getByRole('table', { name: 'Exceptions by code' })
    await expect(table.getByRole('row').nth(1).getByRole('cell').last()).toHaveText(count ?? '')
    await expectNoGraveFindings(page)
  })
})

test.describe('On one report', () => {
  test('with the keyboard alone one exception is cleared at its level, and the same code elsewhere stays', async ({
    page,
    reports,
  }) => {
    const report = first(await reports.withExceptions(), (each) => single(each, 'expense') !== undefined)
    const one = single(report, 'expense')
    if (!one) throw new Error('An exception has to stand at an expense.')
    await reports.touch(report.reportId, { add: [one.exceptionCode] })
    await page.goto(
      `/exceptions/reports/${report.reportId}?at=${encodeURIComponent(`${one.expenseId}/${one.exceptionCode}`)}`,
    )
    await expect(page.getByRole('region', { name: `The exception ${one.exceptionCode}` })).toBeVisible()
    await page.keyboard.press('c')
    await expect(page.getByRole('dialog')).toContainText('At the expense level, and nowhere else')
    await clear(page)
    await expect(page.getByText(`${one.exceptionCode} cleared`)).toBeVisible()
    await expect(rowOf(page, one.exceptionCode)).toHaveCount(1)
    const held = await reports.holds(report.reportId)
    expect(held.exceptions).toContainEqual(
      expect.objectContaining({ exceptionCode: one.exceptionCode, level: 'header' }),
    )
    await expect(tree(page).getByRole('row').and(page.locator(':focus'))).toHaveCount(1)
  })

  test('an exception is added at the header, with who sees it', async ({ page, reports }) => {
    const report = first(await reports.withExceptions(), (each) => !codesOf(each).includes('AUDIT'))
    await openReport(page, report)
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog', { name: 'Add exception' })
    await dialog.getByRole('combobox', { name: 'Code' }).fill('AUDIT')
    await dialog.getByRole('radio', { name: 'Processors only' }).check()
    await page.keyboard.press('Control+Enter')
    await expect(rowOf(page, 'AUDIT')).toContainText('Processors')
    expect(codesOf(await reports.holds(report.reportId))).toContain('AUDIT')
  })

  test('what somebody else cleared meanwhile is no error', async ({ page, reports }) => {
    const report = await reports.withLate60()
    await openReport(page, report)
    await reports.touch(report.reportId, { remove: ['LATE60'] })
    await askToClearLate60(page)
    await clear(page)
    await expect(page.getByText('LATE60 was cleared already')).toBeVisible()
    await expect(rowOf(page, 'LATE60')).toHaveCount(0)
  })

  test.describe('when Concur refuses:', () => {
    test.use({ expectedErrors: [/status of 4\d\d/] })

    test('the dialog says so, the exception still stands, and what is denied is off with the reason', async ({
      page,
      reports,
    }) => {
      const report = await reports.withLate60()
      await reports.fault('403', { method: 'DELETE', path: 'exceptions' })
      await openReport(page, report)
      await askToClearLate60(page)
      await clear(page)
      await expect(
        page
          .getByRole('dialog')
          .getByRole('alert')
          .filter({ hasText: /refused|not allow|denied/i }),
      ).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(rowOf(page, 'LATE60')).toHaveCount(1)
      const add = page.getByRole('button', { name: /^Add exception…/ })
      await expect(add).toHaveAttribute('aria-disabled', 'true')
      await expect(add).toHaveAttribute('title', /Nothing was changed/)
    })
  })

  test.describe('when Concur gives no clear answer:', () => {
    test.use({ expectedErrors: [/status of 5\d\d/] })

    test('an exception that still stands needs review, one that is gone is done', async ({
      page,
      reports,
    }) => {
      const report = await reports.withLate60()
      await openReport(page, report)
      await reports.fault('500', { method: 'DELETE', path: 'exceptions' }, { times: 1 })
      await askToClearLate60(page)
      await clear(page)
      const review = page.getByRole('dialog').getByRole('alert').filter({ hasText: 'Needs review' })
      await expect(review).toContainText('still stands here')
      await page.keyboard.press('Escape')
      await reports.fault('500', { method: 'DELETE', path: 'exceptions' }, { times: 1, effect: true })
      await askToClearLate60(page)
      await clear(page)
      await expect(page.getByText('LATE60 is gone from here')).toBeVisible()
      await expect(rowOf(page, 'LATE60')).toHaveCount(0)
    })
  })

  test('a page that is older than a minute is read again before anything is cleared', async ({
    page,
    reports,
  }) => {
    const report = await reports.withLate60()
    await page.clock.install()
    await openReport(page, report)
    await reports.touch(report.reportId, { add: ['AUDIT'], remove: ['LATE60'] })
    await page.clock.fastForward(90_000)
    await askToClearLate60(page)
    const dialog = page.getByRole('dialog', { name: 'Clear LATE60' })
    await expect(dialog.getByText('It is gone already')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Clear', exact: true })).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(rowOf(page, 'AUDIT')).toHaveCount(1)
  })

  test('several are cleared together, each with its own result', async ({ page, reports }) => {
    const [report] = await reports.withExceptions()
    if (!report) throw new Error('A report has to have exceptions.')
    await reports.touch(report.reportId, { add: ['LATE60', 'AUDIT'] })
    await openReport(page, report)
    await rowOf(page, 'LATE60').getByRole('checkbox').check()
    await rowOf(page, 'AUDIT').getByRole('checkbox').check()
    await page
      .getByRole('region', { name: 'Selected exceptions' })
      .getByRole('button', { name: 'Clear 2…' })
      .click()
    await clear(page)
    await expect(page.getByRole('dialog', { name: 'All cleared' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(rowOf(page, 'LATE60')).toHaveCount(0)
    await expect(rowOf(page, 'AUDIT')).toHaveCount(0)
  })
})

test.describe('For everybody', () => {
  for (const scheme of ['light', 'dark'] as const)
    test(`the pages and their dialogs are accessible in ${scheme}`, async ({ page, reports }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await reports.scan(FEW)
      await page.goto('/exceptions')
      await expect(byCode(page).getByRole('row').nth(1)).toBeVisible()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await expect(byCode(page).getByRole('row', { expanded: true })).toBeVisible()
      await expectNoGraveFindings(page)
      await page.getByRole('button', { name: 'More filters' }).click()
      await expect(page.getByRole('dialog', { name: 'More filters' })).toBeVisible()
      await expectNoGraveFindings(page)
      await page.keyboard.press('Escape')
      const [report] = await reports.withExceptions()
      if (!report) throw new Error('A report has to have exceptions.')
      await openReport(page, report)
      await page.keyboard.press('n')
      await expectNoGraveFindings(page)
      await page.keyboard.press('a')
      await expect(page.getByRole('dialog', { name: 'Add exception' })).toBeVisible()
      await expectNoGraveFindings(page)
    })
})

test.describe('On a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('nothing scrolls sideways, and one exception is cleared with the thumb', async ({ page, reports }) => {
    await reports.scan(FEW)
    const fits = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    for (const view of ['codes', 'reports', 'picture']) {
      await page.goto(`/exceptions?view=${view}`)
      await expect(
        page.getByRole('treegrid').or(page.getByRole('grid')).or(page.getByRole('table')).first(),
      ).toBeVisible()
      await fits()
    }
    const report = await reports.withLate60()
    await openReport(page, report)
    await fits()
    await tree(page).getByRole('row').filter({ hasText: 'LATE60' }).tap()
    const act = page
      .getByRole('region', { name: 'The exception LATE60' })
      .getByRole('button', { name: 'Clear…' })
    expect((await act.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await act.tap()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('Checked')
    await page.getByRole('dialog').getByRole('button', { name: 'Clear', exact: true }).tap()
    await expect(page.getByText('LATE60 cleared')).toBeVisible()
  })
})
