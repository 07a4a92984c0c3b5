import { expect, first, test } from './concur.ts'
import { button, messages, openRequest } from './requests-page.ts'

test.describe('no such page', () => {
  test.use({ expectedErrors: [/status of 404/] })

  test('An address that is no page says so and leads back', async ({ page }) => {
    const answer = await page.goto('/no/such/page')
    expect(answer?.status()).toBe(404)
    await expect(page.getByText('There is no such page')).toBeVisible()
    await page.getByRole('link', { name: 'Go to Requests' }).click()
    await expect(page).toHaveURL(/\/requests$/)
  })
})

test.describe('a whole session', () => {
  test.use({ person: null })

  test('Nothing of a session leaves the desk: no other origin, no token in pages, storage or addresses', async ({
    page,
    context,
    concur,
    desk,
  }) => {
    const addresses: string[] = []
    const bodies: Promise<string>[] = []
    page.on('request', (request) => addresses.push(request.url()))
    page.on('response', (response) => {
      const type = response.headers()['content-type'] ?? ''
      if (/html|json|text/.test(type)) bodies.push(response.text().catch(() => ''))
    })
    await page.goto('/requests')
    await page.getByRole('button', { name: 'Sign in with Concur' }).click()
    await page.getByRole('button', { name: 'Continue as Mira Okafor' }).click()
    await expect(page.getByText('42 wait for you')).toBeVisible()
    const request = first(await concur.waiting())
    await openRequest(page, request)
    await button(page, 'Send back…').click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Comment' }).fill('Later, please.')
    await page.keyboard.press('Control+Enter')
    await expect(messages(page)).toContainText('Concur confirmed')
    await page.getByRole('link', { name: 'Jobs' }).click()
    await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible()
    await page.getByRole('link', { name: 'Audit log' }).click()
    await expect(page.getByRole('treegrid')).toBeVisible()

    const origins = [...new Set(addresses.map((address) => new URL(address).origin))]
    expect(origins.sort()).toEqual([desk.sandboxUrl, desk.url].sort())
    const elsewhere = addresses.filter((address) => !address.startsWith(desk.url))
    expect(elsewhere.every((address) => address.startsWith(`${desk.sandboxUrl}/oauth2/v0/authorize`))).toBe(
      true,
    )

    const session = (await context.cookies()).find(({ name }) => name === 'clearance.session')?.value ?? ''
    expect(session).toHaveLength(43)
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    )
    const html = await page.content()
    const secret = /\bat_[\w-]{20,}|\beyJ[\w-]+\.[\w-]+\.|access_token|refresh_token|id_token|client_secret/
    for (const text of [...addresses, ...(await Promise.all(bodies)), stored, html]) {
      expect(text).not.toMatch(secret)
      expect(text.includes(session)).toBe(false)
    }
  })
})
