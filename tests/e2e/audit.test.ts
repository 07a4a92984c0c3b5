import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { MIRA } from '../../sandbox/people.ts'
import { signInOverHttp } from '../support/sign-in-over-http.ts'
import { expect, first, plain, test } from './concur.ts'
import { button, messages, openRequest } from './requests-page.ts'

const log = (page: Page) => page.getByRole('treegrid', { name: 'Audit log, newest first' })

test('The audit log holds who did what, from the attempt to the outcome', async ({ page, concur }) => {
  const waiting = await concur.waiting()
  const approved = first(waiting, plain)
  const turnedAway = first(waiting, (each) => plain(each) && each !== approved)
  await openRequest(page, approved)
  await button(page, 'Approve').click()
  await expect(messages(page)).toContainText('Concur confirmed')
  await concur.touch(turnedAway.key, 'new-step')
  await concur.fault('html', 'workflowaction')
  await openRequest(page, turnedAway)
  await button(page, 'Approve').click()
  await expect(page.getByRole('alert').filter({ hasText: 'Needs review' })).toBeVisible()

  await page.getByRole('link', { name: 'Audit log' }).click()
  const act = log(page)
    .getByRole('row')
    .filter({ hasText: `${approved.id} ${approved.name}` })
  await expect(act).toContainText('Approve')
  await expect(act).toContainText('Mira Okafor')
  await expect(act).toContainText('Done')
  await expect(
    log(page)
      .getByRole('row')
      .filter({ hasText: `${turnedAway.id} ${turnedAway.name}` }),
  ).toContainText('Unknown')

  await act.click()
  await expect(act).toHaveAttribute('aria-expanded', 'true')
  const written = log(page).getByRole('row').filter({ hasText: 'Before the act' })
  await expect(written).toContainText('Concur confirmed the approval.')
  await expect(written.getByRole('term').filter({ hasText: 'Begun' })).toBeVisible()
  await expect(written.getByRole('term').filter({ hasText: 'Ended' })).toBeVisible()
  await expect(written).toContainText('Submitted & Pending Approval')
  await expect(written.getByRole('button', { name: /^Copy correlation id/ })).toBeVisible()
  await written.getByRole('link', { name: 'the request' }).click()
  await expect(page).toHaveURL(({ searchParams }) => searchParams.get('request') === approved.key)
})

test('The audit log is filtered by act, outcome, object and day, and downloads as it is filtered', async ({
  page,
  concur,
}) => {
  const [one, two] = (await concur.waiting()).filter(plain)
  if (!one || !two) throw new Error('Two plain requests have to wait.')
  for (const request of [one, two]) {
    await openRequest(page, request)
    await button(page, 'Approve').click()
    await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} approved`)
  }
  await page.goto('/audit')
  const rows = log(page).getByRole('row')
  await page.getByRole('textbox', { name: 'On what' }).fill(`${one.id} `)
  await expect(page).toHaveURL(/object=/)
  await expect(rows.filter({ hasText: one.name }).first()).toBeVisible()
  await expect(rows.filter({ hasText: `${two.id} ${two.name}` })).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Act' }).selectOption('Approve')
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Done')
  await page.getByLabel('From').fill('2020-01-01')
  await expect(page).toHaveURL(/verb=approve/)
  await expect(page).toHaveURL(/phase=done/)
  await expect(page).toHaveURL(/from=2020-01-01/)
  await page.reload()
  await expect(rows.filter({ hasText: `${one.id} ${one.name}` })).toHaveCount(1)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(lines[0]).toMatch(/^\ufeffat,person,login,verb,object,key,phase,message/)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`mira.okafor@northwind.example,approve,"${one.id} ${one.name}"`)

  await page.getByRole('combobox', { name: 'Act' }).selectOption('Recall')
  await expect(page.getByText('No act matches these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(rows.filter({ hasText: `${two.id} ${two.name}` }).first()).toBeVisible()
})

test.describe('of others', () => {
  test.use({ person: 'priya' })

  test('Whoever runs the desk sees everybody’s acts, everybody else only their own', async ({
    page,
    desk,
    browser,
  }) => {
    await signInOverHttp(desk.url, MIRA.id)
    await page.goto('/audit?verb=sign-in')
    await expect(log(page).getByRole('row').filter({ hasText: 'Mira Okafor' }).first()).toBeVisible()
    await page.getByRole('textbox', { name: 'Person' }).fill('priya')
    await expect(page).toHaveURL(/person=priya/)
    await expect(log(page).getByRole('row').filter({ hasText: 'Mira Okafor' })).toHaveCount(0)

    const context = await browser.newContext({ baseURL: desk.url })
    const value = await signInOverHttp(desk.url, MIRA.id)
    await context.addCookies([{ name: 'clearance.session', value, url: desk.url, httpOnly: true }])
    const miras = await context.newPage()
    await miras.goto('/audit')
    await expect(log(miras).getByRole('row').nth(1)).toContainText('Mira Okafor')
    await expect(log(miras).getByRole('row').filter({ hasText: 'Priya Raman' })).toHaveCount(0)
    await expect(miras.getByRole('textbox', { name: 'Person' })).toHaveCount(0)
    const answer = await context.request.get('/api/audit?person=priya')
    expect((await answer.json()).items).toEqual([])
    await context.close()
  })

  test('Another person’s job is not there', async ({ page, desk, playwright }) => {
    const value = await signInOverHttp(desk.url, MIRA.id)
    const mira = await playwright.request.newContext({
      baseURL: desk.url,
      extraHTTPHeaders: { cookie: `clearance.session=${value}`, 'x-clearance': '1', origin: desk.url },
    })
    const { items } = await (await mira.get('/api/requests')).json()
    const started = await mira.post('/api/requests/bulk', {
      data: { action: 'approve', requestKeys: [items[0].requestKey] },
    })
    const { jobId } = await started.json()
    await mira.dispose()
    const answer = await page.request.get(`/api/jobs/${jobId}`)
    expect(answer.status()).toBe(404)
  })
})
