import type { Page } from '@playwright/test'
import { expect, first, type HeldRequest, test } from './concur.ts'
import { button, expectOpen, messages, openRequest, rowOf } from './requests-page.ts'

const dialog = (page: Page, request: HeldRequest) =>
  page.getByRole('dialog', { name: `Send back ${request.name}` })

test('A request goes back with a comment that its traveler reads', async ({ page, concur }) => {
  const waiting = await concur.waiting()
  const request = first(waiting)
  await openRequest(page, request)
  await button(page, 'Send back…').click()
  const asked = dialog(page, request)
  const comment = asked.getByRole('textbox', { name: 'Comment' })
  await expect(comment).toBeFocused()
  await comment.fill('Two nights are enough & the <rate> is too high: ask for £120.')
  await asked.getByRole('button', { name: 'Send back', exact: true }).click()
  await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} sent back`)
  await expect(asked).toBeHidden()
  await expectOpen(page, first(waiting.slice(1)))
  await expect(rowOf(page, request)).toHaveCount(0)
  const held = await concur.holds(request.key)
  expect(held.status).toBe('Q_RESU')
  expect(held.comments.at(-1)?.text).toBe('Two nights are enough & the <rate> is too high: ask for £120.')
})

test('Without a comment nothing goes back, and the field says why', async ({ page, concur }) => {
  const request = first(await concur.waiting())
  await openRequest(page, request)
  await button(page, 'Send back…').click()
  const asked = dialog(page, request)
  const comment = asked.getByRole('textbox', { name: 'Comment' })
  await comment.fill('   ')
  await asked.getByRole('button', { name: 'Send back', exact: true }).click()
  await expect(asked.getByRole('alert').filter({ hasText: 'Write a comment' })).toBeVisible()
  await expect(comment).toHaveAttribute('aria-invalid', 'true')
  await comment.fill('x'.repeat(2001))
  await comment.press('Control+Enter')
  await expect(asked.getByRole('alert').filter({ hasText: 'at most 2000 characters' })).toBeVisible()
  expect(await concur.actions()).toHaveLength(0)
})

test('What was written stays when the dialog is closed and opened again', async ({ page, concur }) => {
  const request = first(await concur.waiting())
  await openRequest(page, request)
  await button(page, 'Send back…').click()
  const comment = dialog(page, request).getByRole('textbox', { name: 'Comment' })
  await comment.fill('Please attach the agenda.')
  await page.keyboard.press('Escape')
  await expect(comment).toBeHidden()
  await expect(button(page, 'Send back…')).toBeFocused()
  await page.keyboard.press('s')
  await expect(comment).toHaveValue('Please attach the agenda.')
})

test.describe('turned away', () => {
  test.use({ expectedErrors: [/status of 403/] })

  test('What was written stays after a failure, and Ctrl Enter sends it again', async ({ page, concur }) => {
    const request = first(await concur.waiting())
    await concur.fault('403', 'workflowaction', { times: 1 })
    await openRequest(page, request)
    await button(page, 'Send back…').click()
    const asked = dialog(page, request)
    const comment = asked.getByRole('textbox', { name: 'Comment' })
    await comment.fill('Please take the train.')
    await comment.press('Control+Enter')
    await expect(asked.getByRole('alert').filter({ hasText: 'Nothing was changed.' })).toBeVisible()
    await expect(comment).toHaveValue('Please take the train.')
    await comment.press('Control+Enter')
    await expect(messages(page)).toContainText(`Concur confirmed: ${request.name} sent back`)
    expect((await concur.holds(request.key)).comments.at(-1)?.text).toBe('Please take the train.')
  })
})
