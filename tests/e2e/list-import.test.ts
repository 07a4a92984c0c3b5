import { readFile, writeFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { z } from 'zod'
import { workbook } from '../unit/list-import/workbook.ts'
import { expect, test } from './concur.ts'
import { expectNoGraveFindings } from './grave-findings.ts'

test.use({ person: 'daniel' })

const lists = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
const heldItems = z.array(
  z.object({ name: z.string(), codes: z.array(z.string()), deactivated: z.boolean() }),
)
const calls = z.array(z.object({ batch: z.object({ type: z.string(), items: z.number() }).optional() }))

type Control = (method: string, path: string) => Promise<unknown>

async function batches(control: Control) {
  return calls.parse(await control('GET', '/calls')).flatMap(({ batch }) => batch ?? [])
}

/** The import of one list, and how to ask Concur what that list holds. */
async function openImport(page: Page, control: Control, name: string) {
  const { items } = lists.parse(await (await page.request.get('/api/lists')).json())
  const list = items.find((each) => each.name === name)
  if (!list) throw new Error(`The sandbox has no list ${name}.`)
  const id = encodeURIComponent(list.id)
  await page.goto(`/lists/${id}/import`)
  await expect(page.getByRole('heading', { name: `Import into ${name}` })).toBeVisible()
  return {
    holds: async (code: string) => {
      const held = heldItems.parse(await control('GET', `/lists/${id}/items`))
      return held.find(({ codes, deactivated }) => codes.join('/') === code && !deactivated)?.name
    },
  }
}

const csv = (...lines: string[]) => ({
  name: 'parts-2027.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
})
const choose = (page: Page, file: { name: string; mimeType: string; buffer: Buffer }) =>
  page.getByLabel('Choose a file').setInputFiles(file)
const checkRows = (page: Page) => page.getByRole('button', { name: /^Check [\d,]+ rows?$/ }).click()
const figures = (page: Page) => page.getByRole('list', { name: 'What the rows would do' })
const problems = (page: Page) => page.getByRole('grid', { name: 'Problems' })

test('A list administrator imports a file, mends a row where it stands, and follows the job', async ({
  page,
  control,
}) => {
  const { holds } = await openImport(page, control, 'Spare parts')
  await choose(page, csv('Code,Name', 'NP1,New pump', 'NP-2,New valve', `NP3,${'x'.repeat(71)}`))
  await expect(page.getByRole('heading', { name: 'Import parts-2027.csv' })).toBeFocused()
  await expect(page.getByRole('combobox', { name: 'Code' })).toHaveValue('level1')
  await expect(page.getByText('Nothing has been sent to Concur yet.')).toBeVisible()
  await checkRows(page)
  await expect(figures(page)).toContainText('1to add2problems')
  await expect(problems(page).getByRole('row').nth(1)).toContainText('(1013)')
  await expect(problems(page).getByRole('row').nth(2)).toContainText('71 characters, 64 are allowed (1006)')
  await expect(page.getByRole('button', { name: 'Run 1 row in 1 batch' })).toBeVisible()

  await page.getByRole('textbox', { name: 'Code of row 2' }).fill('NP2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name of row 3' })).toBeFocused()
  await expect(problems(page).getByRole('row').nth(1)).toContainText('Changed, not checked yet')
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(figures(page)).toContainText('2to add1problem')
  expect(await batches(control)).toEqual([])

  await page.getByRole('button', { name: 'Run 2 rows in 1 batch' }).click()
  await page.waitForURL(/\/jobs\//)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Spare parts: parts-2027.csv')
  await expect.poll(() => holds('NP2')).toBe('New valve')
  expect(await holds('NP1')).toBe('New pump')
  expect(await batches(control)).toEqual([{ type: 'create', items: 2 }])
})

test('Renames are shown before they run, from the name of today to that of the file', async ({
  page,
  control,
}) => {
  await openImport(page, control, 'Cost objects')
  await choose(page, csv('Level 1 code,Name', 'EMEA,The old world', 'APAC,Asia Pacific'))
  await checkRows(page)
  await expect(figures(page)).toContainText('1to rename1unchanged, skipped0problems')
  const row = page
    .getByRole('grid', { name: /another name/ })
    .getByRole('row')
    .nth(1)
  await expect(row).toContainText('Europe, Middle East & Africa')
  await expect(row).toContainText('The old world')
})

test('A large workbook is read in the browser, under the policy of the page', async ({ page, control }) => {
  await openImport(page, control, 'Spare parts')
  const rows = Array.from({ length: 12_000 }, (_, row) => [
    `X${row}`,
    `Part number ${row} of the workbook`,
    { day: 46388 },
  ])
  const file = workbook({ Notes: [], Parts: [['Code', 'Name', 'Valid from'], ...rows] })
  await choose(page, {
    name: 'parts.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await file.arrayBuffer()),
  })
  await expect(page.getByText('12,000 rows', { exact: true })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Sheet' })).toHaveValue('Parts')
  await expect(page.getByRole('cell', { name: '2027-01-01' }).first()).toBeVisible()
  await expect(page.getByText('start and end dates in pairs')).toBeVisible()
  await page.getByRole('combobox', { name: 'Valid from' }).selectOption('Leave out')
  await page.getByRole('button', { name: 'Check 12,000 rows' }).click()
  await expect(figures(page)).toContainText('12,000to add')
  await expect(page.getByRole('button', { name: 'Run 12,000 rows in 12 batches' })).toBeVisible()
})

test('Rows are pasted from a spreadsheet, and dates that mean two days are asked about once', async ({
  page,
  control,
}) => {
  await openImport(page, control, 'Spare parts')
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'P1\tPump\t3/4/2027\t5/4/2027\nP2\tValve\t5/6/2027\t20/6/2027\n')
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }))
  })
  await expect(page.getByRole('heading', { name: 'Import pasted rows' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Separated by' })).toHaveValue('\t')
  await expect(page.getByRole('button', { name: 'Check 2 rows' })).toBeDisabled()
  await page.getByRole('combobox', { name: '3/4/2027 means' }).selectOption('3 April 2027')
  await checkRows(page)
  await expect(figures(page)).toContainText('2to add0problems')
  const first = page
    .getByRole('grid', { name: /Rows that add/ })
    .getByRole('row')
    .nth(1)
  await expect(first).toContainText('3–5 Apr 2027')
})

test('A file is dropped onto the page', async ({ page, control }, info) => {
  await openImport(page, control, 'Spare parts')
  const path = info.outputPath('dropped.csv')
  await writeFile(path, 'Code,Name\nA1,Pump\n')
  const target = await page.getByText('Drop a CSV file or an Excel workbook here').boundingBox()
  if (!target) throw new Error('There is no place to drop a file.')
  // As the browser itself would bring it: a made-up event allows no operation.
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: target.x + 5, y: target.y + 5, data })
  await expect(page.getByRole('heading', { name: 'Import dropped.csv' })).toBeVisible()
})

test('The worker that reads a file loads our own scripts and can speak to nobody', async ({
  page,
  control,
}) => {
  await openImport(page, control, 'Spare parts')
  const started = page.waitForEvent('worker')
  await choose(page, csv('Code,Name', 'A1,Pump'))
  const address = (await started).url().replace(/[?#].*$/, '')
  const policy = (await page.request.get(address)).headers()['content-security-policy']
  expect(policy).toBe("default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'")
  await expect(page.getByRole('button', { name: 'Check 1 row' })).toBeVisible()
})

test('What is wrong can be taken away as a file, and a template has the columns of the list', async ({
  page,
  control,
}) => {
  await openImport(page, control, 'Projects')
  const template = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download a template' }).click()
  expect((await template).suggestedFilename()).toBe('Projects template.csv')
  expect((await readDownload(await template)).split('\r\n')[0]).toBe(
    '\ufeffName,Level 1 code,Level 2 code,Start date,End date',
  )

  await choose(page, csv('Level 1 code,Name', 'A-1,=Pump', 'B1,Valve'))
  await checkRows(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download problems' }).click()
  const lines = (await readDownload(await download)).split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/^'=Pump,A-1,,,,1,1013,/)
})

test('Problems are walked and mended with the keyboard alone', async ({ page, control }) => {
  await openImport(page, control, 'Spare parts')
  await choose(page, csv('Code,Name', 'A-1,Pump', 'A-2,Valve', 'A-3,Seal'))
  await checkRows(page)
  const rows = problems(page).getByRole('row')
  await rows.nth(1).focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press('Enter')
  const value = page.getByRole('textbox', { name: 'Code of row 2' })
  await expect(value).toBeFocused()
  await page.keyboard.type('x')
  await page.keyboard.press('Escape')
  await expect(rows.nth(2)).toBeFocused()
  await expect(value).toHaveValue('A-2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('A2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Code of row 3' })).toBeFocused()
  await expect(rows.nth(2)).toContainText('Changed, not checked yet')
})

test('Columns chosen for a list are known the next time', async ({ page, control }) => {
  await openImport(page, control, 'Spare parts')
  const file = csv('Ref,Text A,Text B', 'R1,short,A rather long remark', 'R2,short,Another long remark')
  await choose(page, file)
  await page.getByRole('checkbox', { name: 'The first row names the columns' }).check()
  await page.getByRole('combobox', { name: 'Text A' }).selectOption('Name')
  await expect(page.getByRole('combobox', { name: 'Text B' })).toHaveValue('skip')
  await checkRows(page)
  await expect(figures(page)).toContainText('2to add')
  await page.getByRole('button', { name: 'Done: File' }).click()
  await choose(page, file)
  await expect(page.getByText('These columns were chosen the last time')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Text A' })).toHaveValue('name')
})

test('Deleting asks first, and takes what hangs below only when that was wanted', async ({
  page,
  control,
}) => {
  const { holds } = await openImport(page, control, 'Projects')
  const { items } = z
    .object({ items: z.array(z.object({ codes: z.array(z.string()), name: z.string() })) })
    .parse(
      await (
        await page.request.get(new URL(page.url()).pathname.replace(/^(.*)\/import$/, '/api$1/items'))
      ).json(),
    )
  const code = items[0]?.codes[0] ?? ''
  await page.getByRole('radio', { name: /^Delete/ }).check()
  await choose(page, csv('Code', code))
  await checkRows(page)
  await expect(figures(page)).toContainText('1problem')
  await expect(page.getByRole('button', { name: 'Nothing to run' })).toBeDisabled()

  await page.getByRole('button', { name: 'Done: File' }).click()
  await page.getByRole('checkbox', { name: 'Delete what hangs below these items too' }).check()
  await page.getByRole('button', { name: 'Go on with parts-2027.csv' }).click()
  await checkRows(page)
  await expect(figures(page)).toContainText('to delete')
  await page.getByRole('button', { name: /^Run \d+ rows in/ }).click()
  const dialog = page.getByRole('alertdialog', { name: /^Delete [\d,]+ items from Projects\?$/ })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await batches(control)).toEqual([])
  await page.getByRole('button', { name: /^Run \d+ rows in/ }).click()
  await dialog.getByRole('button', { name: /^Delete/ }).click()
  await page.waitForURL(/\/jobs\//)
  await expect.poll(() => holds(code)).toBeUndefined()
})

test('A parent that is misspelt in many rows is put right in all of them at once', async ({
  page,
  control,
}) => {
  await openImport(page, control, 'Cost objects')
  await choose(
    page,
    csv('Level 1 code,Level 2 code,Name', 'EMAE,X1,One', 'EMAE,X2,Two', 'EMAE,X3,Three', 'AMRE,X4,Four'),
  )
  await checkRows(page)
  await expect(figures(page)).toContainText('4problems')
  await page.getByRole('textbox', { name: 'Level 1 code of row 1' }).fill('EMEA')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 other rows have EMAE there too.')).toBeVisible()
  await page.getByRole('button', { name: 'Write EMEA in all of them' }).click()
  await expect(problems(page).getByRole('row').filter({ hasText: 'Changed, not checked yet' })).toHaveCount(3)
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(figures(page)).toContainText('3to add1problem')
})

test('Leaving with rows that were mended asks first', async ({ page, control }) => {
  await openImport(page, control, 'Spare parts')
  await choose(page, csv('Code,Name', 'A-1,Pump'))
  await checkRows(page)
  await page.getByRole('textbox', { name: 'Code of row 1' }).fill('A1')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Spare parts, 1 level' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await dialog.getByRole('button', { name: 'Stay' }).click()
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
})

for (const [what, file, title] of [
  ['a PDF', Buffer.from('%PDF-1.7'), 'This is a PDF'],
  ['an empty file', Buffer.from(''), 'The file is empty'],
  ['a header alone', Buffer.from('Code,Name\n'), 'The file holds a header and no rows'],
  ['an open quotation mark', Buffer.from('Code,Name\n1,"A\n'), 'A quotation mark is opened and never closed'],
] as const) {
  test(`For ${what} the page says what is wrong, and takes the next file`, async ({ page, control }) => {
    await openImport(page, control, 'Spare parts')
    await choose(page, { name: 'file.csv', mimeType: 'text/csv', buffer: file })
    await expect(page.getByRole('alert').filter({ hasText: title })).toContainText('Nothing was uploaded.')
    await choose(page, csv('Code,Name', 'A1,Pump'))
    await expect(page.getByRole('button', { name: 'Check 1 row' })).toBeVisible()
  })
}

test.describe('when Concur does not answer', () => {
  test.use({ expectedErrors: [/status of 503/] })

  test('the check says so and keeps the rows', async ({ page, control, concur }) => {
    await openImport(page, control, 'Spare parts')
    await choose(page, csv('Code,Name', 'A1,Pump'))
    await concur.fault('503', 'items$')
    await checkRows(page)
    await expect(page.getByRole('alert').getByRole('button', { name: /^Try again/ })).toBeVisible()
    await concur.mend()
    await page.getByRole('button', { name: 'Done: Columns' }).click()
    await expect(page.getByRole('cell', { name: 'Pump' })).toBeVisible()
  })
})

for (const [place, viewport] of [
  ['at a desk', { width: 1440, height: 900 }],
  ['on a phone', { width: 390, height: 844 }],
] as const) {
  test(`Every step is accessible and fits ${place}, in light and in dark`, async ({ page, control }) => {
    test.setTimeout(120_000)
    await page.setViewportSize(viewport)
    await openImport(page, control, 'Cost objects')
    await expectToStand(page, viewport.width)
    await choose(
      page,
      csv(
        'Name,Level 1 code,Level 2 code,Start date,End date',
        'The old world,EMEA,,,',
        'A hyphen,E-1,,1/2/2027,1/3/2027',
        'Nowhere,ZZZ,A,,',
        'New,NEW,,1/2/2027,2/2/2027',
      ),
    )
    await expectToStand(page, viewport.width)
    for (const order of await page.getByRole('combobox', { name: / means$/ }).all())
      await order.selectOption('day-first')
    await checkRows(page)
    await expect(figures(page)).toContainText('2problems')
    await expectToStand(page, viewport.width)
    await figures(page).getByRole('button', { name: 'to rename' }).click()
    await expectToStand(page, viewport.width)
  })
}

async function readDownload(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}

async function expectToStand(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectNoGraveFindings(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectNoGraveFindings(page, ['color-contrast'])
}
