import { chromium } from 'playwright'
import { findBrowser } from '../support/find-browser.mjs'
import { measureBrowser } from './browser.ts'
import type { Desk } from './desk.ts'
import type { Figure } from './figure.ts'
import type { Inbox } from './inbox-page.ts'
import { measureScripts } from './scripts-of-inbox.ts'
import { serveHandWritten } from './serve-hand-written.ts'

/** Parts (b) and (c), in one Chromium. */
export async function measureInBrowser(desk: Desk, wants: (part: Figure['part']) => boolean) {
  await desk.listsChange(false)
  const cookie = { name: 'clearance.session', value: desk.approver, url: desk.url }
  const ours: Inbox = { url: `${desk.url}/requests`, cookie }
  const answer = await fetch(`${desk.url}/api/requests?status=TOAPPROVE`, {
    headers: { cookie: `${cookie.name}=${cookie.value}` },
  })
  const list = await answer.text()
  const handWritten = await serveHandWritten(Buffer.from(list), desk.sparePort)
  const browser = await chromium.launch(findBrowser())
  try {
    const inboxes = { ours, handWritten: { url: handWritten.url }, list }
    const figures = wants('b') ? await measureBrowser(browser, inboxes) : []
    const scripts = wants('c') ? await measureScripts(browser, ours) : { figures: [], later: [] }
    return { figures: [...figures, ...scripts.figures], later: scripts.later }
  } finally {
    await browser.close()
    handWritten.close()
  }
}
