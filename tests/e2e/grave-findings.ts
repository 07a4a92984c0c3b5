import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './concur.ts'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** Nothing serious or critical that stays: colours are still being changed right after the scheme was. */
export async function expectNoGraveFindings(page: Page, rules?: string[]): Promise<void> {
  const find = async () => {
    const axe = new AxeBuilder({ page })
    const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(STANDARDS)).analyze()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
  }
  await expect.poll(find, { message: page.url(), timeout: 30_000 }).toEqual([])
}
