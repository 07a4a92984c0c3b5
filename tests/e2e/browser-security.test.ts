import { expect, first, test } from './concur.ts'
import { button, messages, openRequest } from './requests-page.ts'

const PAGES = ['/sign-in', '/requests', '/requests/new', '/jobs', '/audit', '/no-such-page']
const ANSWERS = [
  '/api/me',
  '/api/requests',
  '/api/audit.csv',
  '/api/auth/csrf',
  '/api/auth/session',
  '/api/nothing',
]

test('Every answer, page or not, carries the headers that protect it', async ({ context }) => {
  for (const path of [...PAGES, ...ANSWERS]) {
    const answer = await context.request.get(path)
    const headers = answer.headers()
    expect.soft(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    const policy = headers['content-security-policy'] ?? ''
    expect.soft(policy, path).toContain("default-src 'none'")
    expect.soft(policy, path).toContain("frame-ancestors 'none'")
    expect.soft(policy, path).toContain("base-uri 'none'")
    expect.soft(policy, path).toMatch(/script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'(;|$)/)
    expect.soft(headers['x-powered-by'], path).toBeUndefined()
  }
})

test('Answers of the API are never stored, and every page has a nonce of its own on each script', async ({
  context,
}) => {
  for (const path of ['/api/me', '/api/requests', '/api/jobs', '/api/audit'])
    expect((await context.request.get(path)).headers()['cache-control'], path).toBe('no-store')
  const nonces = new Set<string>()
  for (const path of PAGES) {
    const answer = await context.request.get(path)
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1] ?? ''
    nonces.add(nonce)
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length, path).toBeGreaterThan(0)
    expect(
      scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([])
  }
  expect(nonces.size).toBe(PAGES.length)
})

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

test('A call from another site, or without the desk’s own header, is refused', async ({
  context,
  concur,
  desk,
}) => {
  const request = first(await concur.waiting())
  const path = `/api/requests/${encodeURIComponent(request.key)}/approve`
  const own = { 'x-clearance': '1', origin: desk.url }
  const forged: Record<string, string>[] = [
    { 'x-clearance': '1', origin: 'https://evil.example' },
    { 'x-clearance': '1', 'sec-fetch-site': 'cross-site' },
    { origin: desk.url },
  ]
  for (const headers of forged)
    expect((await context.request.post(path, { headers, data: {} })).status()).toBe(403)
  const asForm = await context.request.post(path, { headers: own, form: { a: 'b' } })
  expect(asForm.status()).toBe(415)
  expect(await concur.actions()).toHaveLength(0)
  expect((await context.request.post(path, { headers: own, data: {} })).status()).toBe(200)
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
