import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright'
import { type Figure, figure } from './figure.ts'
import { type Inbox, newVisitor } from './inbox-page.ts'

/** Part (c): the JavaScript of the inbox, and what comes later when a person asks for it. */
export async function measureScripts(
  browser: Browser,
  inbox: Inbox,
): Promise<{ figures: Figure[]; later: string[] }> {
  const context = await newVisitor(browser, inbox)
  const page = await context.newPage()
  const scripts = collectScripts(page)
  await page.goto(inbox.url, { waitUntil: 'commit' })
  await page.evaluate(() => window.benchReady)
  const forRows = await scripts.taken()
  await page.waitForLoadState('networkidle')
  const afterwards = await scripts.taken()

  const later: string[] = []
  for (const [what, act] of acts(page)) {
    await act()
    if (what !== OPENS) await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor()
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(300)
    later.push(`${what}: ${words(await scripts.taken())}`)
  }
  await context.close()
  const common = { part: 'c', unit: 'KB', against: '' } as const
  return {
    figures: [
      figure({ ...common, what: 'scripts up to the first row', ours: [forRows.kilobytes] }),
      figure({
        ...common,
        what: 'scripts before anything is pressed',
        ours: [forRows.kilobytes + afterwards.kilobytes],
        aim: { of: 'ours', atMost: 200 },
        note: `gzip of the bodies of ${forRows.files.length} and ${afterwards.files.length} files, each on its own.`,
      }),
    ],
    later,
  }
}

/** The one act that opens no dialog. */
const OPENS = 'opens a request'

/** What the person of the inbox does, each thing on top of the one before. */
function acts(page: Page): [string, () => Promise<unknown>][] {
  const press =
    (...keys: string[]) =>
    async () => {
      for (const key of keys) await page.keyboard.press(key)
    }
  return [
    [
      OPENS,
      () =>
        page
          .locator('[data-row]')
          .first()
          .click({ position: { x: 200, y: 18 } }),
    ],
    ['asks for the keys (?)', press('?')],
    ['opens the palette (Ctrl K)', press('Escape', 'Control+k')],
    [
      'opens the modified filter',
      async () => {
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Modified' }).click()
      },
    ],
    ['sends back (s)', press('Escape', 's')],
    [
      'selects two and approves in bulk',
      async () => {
        await page.keyboard.press('Escape')
        for (const row of [2, 3]) await page.locator('[data-row] input[type=checkbox]').nth(row).click()
        await page.getByRole('button', { name: /^Approve \d/ }).click()
      },
    ],
  ]
}

interface Scripts {
  files: string[]
  kilobytes: number
}

function collectScripts(page: Page) {
  const bodies: Promise<{ file: string; bytes: number }>[] = []
  let from = 0
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const file = new URL(response.url()).pathname.split('/').at(-1) ?? ''
    bodies.push(response.body().then((body) => ({ file, bytes: gzipSync(body).length })))
  })
  return {
    /** What came since the last time. */
    async taken(): Promise<Scripts> {
      const fresh = bodies.slice(from)
      from = bodies.length
      const read = await Promise.all(fresh)
      return {
        files: read.map(({ file }) => file),
        kilobytes: read.reduce((sum, { bytes }) => sum + bytes, 0) / 1024,
      }
    },
  }
}

function words({ files, kilobytes }: Scripts): string {
  return files.length === 0
    ? 'nothing more'
    : `${kilobytes.toFixed(1)} KB more in ${files.length} files (${files.join(', ')})`
}
