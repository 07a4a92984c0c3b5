import type { Page } from 'playwright'

declare global {
  interface Window {
    /** When the first row was painted, in milliseconds since the navigation began. */
    benchReady: Promise<number>
    /** The time from the next event of that type to the frame that shows other rows than now. */
    benchChange: (type: string) => Promise<number>
    benchChanged: Promise<number>
  }
}

/** Put into every page before its own scripts: watches the rows of the grid, whoever draws them. */
export function watchPaint(): void {
  const rows = () => {
    const grid = document.querySelector('[role=grid]')
    const first = grid?.querySelector<HTMLElement>('[data-row]')?.dataset.row
    return `${grid?.getAttribute('aria-rowcount')} ${first ?? ''}`
  }
  // The frame that holds the change is drawn right after its animation callbacks; a task of this rank comes next, before
  // whatever else the page has left to do.
  const painted = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        void scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' })
      })
    })
  const until = (reached: () => boolean) =>
    new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!reached()) return
        observer.disconnect()
        void painted().then(resolve)
      })
      observer.observe(document, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ['aria-rowcount', 'data-row'],
      })
    })
  window.benchReady = until(() => document.querySelector('[role=grid] [data-row]') !== null)
  window.benchChange = async (type) => {
    const before = rows()
    let began = 0
    addEventListener(type, ({ timeStamp }) => (began = timeStamp), { capture: true, once: true })
    return (await until(() => began > 0 && rows() !== before)) - began
  }
}

/** The time that an act of the person takes until other rows are painted. */
export async function timeOfChange(
  page: Page,
  event: 'click' | 'keydown',
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate((type) => {
    window.benchChanged = window.benchChange(type)
  }, event)
  await act()
  return page.evaluate(() => window.benchChanged)
}
