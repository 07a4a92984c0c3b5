import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, test } from './concur.ts'
import { expectNoGraveFindings } from './grave-findings.ts'

test.use({ person: 'daniel' })

const lists = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
const taken = z.object({ jobId: z.string() })
type Control = (method: string, path: string, body?: unknown) => Promise<unknown>

/** Starts an import of so many vendors and answers the address of its job. */
async function startImport(page: Page, count: number, mark: string): Promise<string> {
  const { items } = lists.parse(await (await page.request.get('/api/lists')).json())
  const id = items.find(({ name }) => name === 'Vendors')?.id ?? ''
  const answer = await page.request.post(`/api/lists/${encodeURIComponent(id)}/batches`, {
    headers: { 'x-clearance': '1', 'sec-fetch-site': 'same-origin' },
    data: {
      operation: 'create',
      source: 'vendors.csv',
      items: Array.from({ length: count }, (_, index) => ({
        name: `Vendor ${mark} ${index + 1}`,
        codes: [`${mark}${index + 1}`],
      })),
    },
  })
  return `/jobs/${taken.parse(await answer.json()).jobId}`
}

const slowBatches = (control: Control, ms: number) =>
  control('POST', '/faults', { kind: 'delay', ms, match: { query: 'type=create' } })
const cells = (page: Page) => page.getByRole('list', { name: 'Batches' }).getByRole('button')
const rowsTable = (page: Page) => page.getByRole('grid', { name: 'Rows of the job' })

test('An import lands batch by batch before one’s eyes, and every failed row is named', async ({
  page,
  control,
}) => {
  await slowBatches(control, 2_500)
  await control('POST', '/row-faults', { match: { codes: '^LIVE(1500|1501|2100)$' } })
  await page.goto(await startImport(page, 3_000, 'LIVE'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add 3,000 items to Vendors: vendors.csv')
  await expect(cells(page)).toHaveText([/1,000 done/, /sending/, /1,000 wait/])
  await expect(cells(page)).toHaveText([/1,000 done/, /998, 2 not/, /sending/])
  await expect(rowsTable(page).getByRole('row')).toHaveCount(1 + 2)
  await expect(cells(page)).toHaveText([/1,000 done/, /998, 2 not/, /999, 1 not/])
  await expect(rowsTable(page)).toContainText('LIVE2100')
  await expect(rowsTable(page).getByRole('row', { name: /LIVE1500/ })).toContainText('2001')
  await expect(page.getByText('Ended, not all done')).toBeVisible()
  await expectNoGraveFindings(page)

  await cells(page).nth(2).click()
  await expect(page).toHaveURL(/step=3/)
  await expect(rowsTable(page).getByRole('row')).toHaveCount(1 + 1)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download failed rows' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(
    file
      .split('\r\n')
      .slice(1, 4)
      .map((line) => line.split(',')[1]),
  ).toEqual(['LIVE1500', 'LIVE1501', 'LIVE2100'])

  await control('DELETE', '/row-faults')
  await page.getByRole('button', { name: 'Retry 3 failed' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Retry: Add 3,000 items/)
  await expect(page.getByText('All done')).toBeVisible()
})

test.describe('behind a proxy that holds events back', () => {
  test.use({ expectedErrors: [/Failed to load resource/] })

  test('the page asks instead, and shows the same', async ({ page, control }) => {
    await page.route('**/api/jobs/*/events*', (route) => route.abort())
    await slowBatches(control, 2_500)
    await page.goto(await startImport(page, 2_000, 'POLL'))
    await expect(cells(page)).toHaveText([/1,000 done/, /sending/])
    await expect(cells(page)).toHaveText([/1,000 done/, /1,000 done/])
    await expect(page.getByText('All done')).toBeVisible()
  })
})

test('An import goes on while its page is closed, other pages show it, and it can be stopped', async ({
  page,
  control,
}) => {
  await slowBatches(control, 1_500)
  const address = await startImport(page, 4_000, 'TRAY')
  await page.goto('/lists')
  const tray = page.getByRole('region', { name: 'Running jobs' })
  await expect(tray).toContainText('Add 4,000 items to Vendors')
  await tray.getByRole('link').click()
  await expect(page).toHaveURL(address)
  await page.getByRole('button', { name: 'Cancel…' }).click()
  await page.getByRole('button', { name: 'Cancel the job' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
  await expect(cells(page).last()).toHaveText(/not sent/)
  await expect(page.getByRole('button', { name: /^Retry [\d,]+ failed$/ })).toBeVisible()
})

test('A job that pauses says until when and why', async ({ page, control }) => {
  await control('POST', '/faults', { kind: '503', match: { query: 'type=create' } })
  await page.goto(await startImport(page, 10, 'REST'))
  await expect(page.getByText('Paused', { exact: true }).first()).toBeVisible()
  await expect(page.getByText(/It goes on at \d\d:\d\d by itself/)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel…' }).click()
  await page.getByRole('button', { name: 'Cancel the job' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
})
