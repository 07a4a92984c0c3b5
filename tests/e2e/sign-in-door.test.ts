import type { APIRequestContext } from '@playwright/test'
import { MIRA, PRIYA } from '../../sandbox/people.ts'
import { expect, test } from '../support/desk-fixture.ts'

/** What a stranger can send to the sign-in routes by hand. */
test.use({ person: null })

async function begin(request: APIRequestContext, query = ''): Promise<URL> {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const answer = await request.post(`/api/auth/signin/concur${query}`, {
    form: { csrfToken, callbackUrl: '/requests', json: 'true' },
  })
  return new URL((await answer.json()).url)
}

/** Concur's answer to a person who allowed access: the address of the callback. */
async function consent(authorize: URL, personId = MIRA.id): Promise<URL> {
  const form = new URLSearchParams(authorize.searchParams)
  form.set('person', personId)
  const answer = await fetch(authorize.origin + authorize.pathname, {
    method: 'POST',
    redirect: 'manual',
    body: form,
  })
  return new URL(answer.headers.get('location') ?? '')
}

const signedIn = async (request: APIRequestContext) => (await request.get('/api/me')).status() === 200

test('A callback whose state is another browser’s gives no session', async ({ request }) => {
  const callback = await consent(await begin(request))
  callback.searchParams.set('state', 'forged')
  const answer = await request.get(callback.href, { maxRedirects: 0 })
  expect(answer.headers().location).toMatch(/\/sign-in\?error=state$/)
  expect(await signedIn(request)).toBe(false)
})

test('A callback that somebody planted in a browser that never asked gives no session', async ({
  request,
  playwright,
  desk,
}) => {
  const callback = await consent(await begin(request), PRIYA.id)
  const victim = await playwright.request.newContext({ baseURL: desk.url })
  const answer = await victim.get(callback.href, { maxRedirects: 0 })
  expect(answer.headers().location).toContain('/sign-in?error=')
  expect(await signedIn(victim)).toBe(false)
  await victim.dispose()
})

test('A code works once: replayed, it gives no session', async ({ request, playwright, desk }) => {
  const authorize = await begin(request)
  const callback = await consent(authorize)
  const { cookies } = await request.storageState()
  const replaying = await playwright.request.newContext({
    baseURL: desk.url,
    storageState: { cookies, origins: [] },
  })
  await request.get(callback.href, { maxRedirects: 0 })
  expect(await signedIn(request)).toBe(true)
  const again = await replaying.get(callback.href, { maxRedirects: 0 })
  expect(again.headers().location).toMatch(/\/sign-in\?error=(code|state)$/)
  expect(await signedIn(replaying)).toBe(false)
  await replaying.dispose()
})

test('Tokens in the address of the callback are worth nothing', async ({ request }) => {
  const { searchParams } = await begin(request)
  const query = new URLSearchParams({
    state: searchParams.get('state') ?? '',
    access_token: 'at_forged',
    id_token: 'e30.e30.e30',
    refresh_token: 'forged',
    token_type: 'Bearer',
  })
  const answer = await request.get(`/api/auth/callback/concur?${query}`, { maxRedirects: 0 })
  expect(answer.headers().location).toContain('/sign-in?error=')
  expect(await signedIn(request)).toBe(false)
})

test('What a link adds to the sign-in never reaches Concur', async ({ request, desk }) => {
  const authorize = await begin(request, '?prompt=none&scope=everything&redirect_uri=https://evil.example')
  expect(authorize.href).not.toMatch(/prompt|everything|evil/)
  expect(authorize.searchParams.get('redirect_uri')).toBe(`${desk.url}/api/auth/callback/concur`)
  expect(authorize.searchParams.get('response_type')).toBe('code')
  expect(authorize.searchParams.get('state')).toMatch(/^[\w-]{40,}$/)
})

test('The sign-in routes that this desk does not need do not exist', async ({ request }) => {
  for (const path of ['session', '_log', 'signin', 'signout', 'error', 'callback/other'])
    expect((await request.get(`/api/auth/${path}`)).status(), `GET ${path}`).toBe(404)
  for (const path of ['_log', 'session', 'callback/concur'])
    expect((await request.post(`/api/auth/${path}`, { form: {} })).status(), `POST ${path}`).toBe(404)
})
