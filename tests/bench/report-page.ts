import { type Browser, chromium, type Page } from 'playwright'
import { z } from 'zod'
import { findBrowser } from '../support/find-browser.mjs'
import type { Desk } from './desk.ts'
import { type Figure, figure } from './figure.ts'

const ROUNDS = 5
const MOVES = 20

const heldReports = z.array(z.object({ reportId: z.string(), exceptions: z.number() }))

/** Part (f): a report with 1000 exceptions in Chromium, against one with a dozen. */
export async function measureReportPage(desk: Desk): Promise<Figure[]> {
  const held = heldReports.parse(await (await fetch(`${desk.concurUrl}/__control/reports`)).json())
  const large = held.find(({ exceptions }) => exceptions >= 1_000)
  const small = held.find(({ exceptions }) => exceptions >= 10 && exceptions <= 14)
  if (!large || !small) throw new Error('The sandbox has no report of that size.')
  const browser = await chromium.launch(findBrowser())
  try {
    const ours: Opened[] = []
    const theirs: Opened[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      theirs.push(await openReport(browser, desk, small.reportId))
      ours.push(await openReport(browser, desk, large.reportId))
    }
    const common = { part: 'f', unit: 'ms', against: `ours with ${small.exceptions}` } as const
    return [
      figure({
        ...common,
        what: `a report with ${large.exceptions} exceptions, its rows shown`,
        ours: ours.map(({ readyMs }) => readyMs),
        theirs: theirs.map(({ readyMs }) => readyMs),
        note: 'From the start of the navigation in a browser that was never here; its expenses, itemizations and allocations are read from Concur meanwhile.',
      }),
      figure({
        ...common,
        what: 'a move to the next row, drawn',
        ours: ours.map(({ moveMs }) => moveMs),
        theirs: theirs.map(({ moveMs }) => moveMs),
      }),
    ]
  } finally {
    await browser.close()
  }
}

interface Opened {
  readyMs: number
  moveMs: number
}

async function openReport(browser: Browser, desk: Desk, reportId: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([{ name: 'clearance.session', value: desk.processor, url: desk.url }])
  const page = await context.newPage()
  try {
    const started = performance.now()
    await page.goto(`${desk.url}/exceptions/reports/${reportId}`, { waitUntil: 'commit' })
    await page.getByRole('treegrid').getByRole('row').nth(3).waitFor()
    const readyMs = performance.now() - started
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('j')
    return { readyMs, moveMs: await timeOfMoves(page) }
  } finally {
    await context.close()
  }
}

/** From the key to the end of the frame that shows the cursor elsewhere, one after the other. */
function timeOfMoves(page: Page): Promise<number> {
  return page.evaluate(async (moves) => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const started = performance.now()
    for (let move = 0; move < moves; move += 1) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
      await painted()
    }
    return (performance.now() - started) / moves
  }, MOVES)
}
