import type { Browser, BrowserContext, Page } from 'playwright'
import { timeOfChange, watchPaint } from './watch-paint.ts'

/** Where an inbox is opened, and what has to be so before. */
export interface Inbox {
  url: string
  cookie?: { name: string; value: string; url: string }
  /** Answered to the page in place of the server's list. */
  list?: string
}

const viewport = { width: 1440, height: 900 }
/** Nothing goes on any more: the next act is measured alone. */
const SETTLE_MS = 150

/** A browser that has never been here: nothing in its cache. */
export async function newVisitor(browser: Browser, inbox: Inbox): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport })
  await context.addInitScript(watchPaint)
  if (inbox.cookie) await context.addCookies([inbox.cookie])
  const { list } = inbox
  if (list) {
    await context.route(/\/api\/requests\?/, (route) =>
      route.fulfill({ contentType: 'application/json', body: list }),
    )
    // A page that is not opened anew brings no list of its own along.
    await context.route(inbox.url, async (route) =>
      route.fulfill({
        response: await route.fetch({
          headers: { ...route.request().headers(), 'sec-fetch-dest': 'empty' },
        }),
      }),
    )
  }
  return context
}

export async function timeToReady(browser: Browser, inbox: Inbox): Promise<number> {
  const context = await newVisitor(browser, inbox)
  const page = await context.newPage()
  await page.goto(inbox.url, { waitUntil: 'commit' })
  const ready = await page.evaluate(() => window.benchReady)
  await context.close()
  return ready
}

export async function openInbox(browser: Browser, inbox: Inbox): Promise<Page> {
  const page = await (await newVisitor(browser, inbox)).newPage()
  await page.goto(inbox.url, { waitUntil: 'networkidle' })
  await page.evaluate(() => window.benchReady)
  return page
}

/** A press on the head of the first column: up, down, up … */
export async function timeToSort(page: Page): Promise<number> {
  await page.bringToFront()
  const head = page.getByRole('columnheader').getByRole('button', { name: 'Request', exact: true })
  const box = await head.boundingBox()
  if (!box) throw new Error('The column cannot be sorted.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(SETTLE_MS)
  return timeOfChange(page, 'click', async () => {
    await page.mouse.down()
    await page.mouse.up()
  })
}

/** One letter into the empty search box. */
export async function timeToFilter(page: Page, letter: string): Promise<number> {
  await page.bringToFront()
  const search = page.getByRole('searchbox')
  await search.fill('')
  await search.focus()
  await page.waitForTimeout(SETTLE_MS)
  const time = await timeOfChange(page, 'keydown', () => page.keyboard.press(letter))
  await search.fill('')
  return time
}
