import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measureBff } from './bff.ts'
import { openDesk } from './desk.ts'
import type { Figure } from './figure.ts'
import { measureInBrowser } from './in-browser.ts'
import { measureListJobs } from './list-jobs.ts'
import { measureReportPage } from './report-page.ts'
import { measureScans } from './scans.ts'
import { table } from './table.ts'

const { values } = parseArgs({
  options: { only: { type: 'string', default: 'abcdef' }, seconds: { type: 'string', default: '3' } },
})
const seconds = Number(values.seconds)
const wants = (part: Figure['part']) => values.only.includes(part)

const desk = await openDesk()
const figures: Figure[] = []
const later: string[] = []
try {
  if (wants('a')) figures.push(...(await measureBff(desk, seconds)))
  if (wants('b') || wants('c')) {
    const inBrowser = await measureInBrowser(desk, wants)
    figures.push(...inBrowser.figures)
    later.push(...inBrowser.later)
  }
  if (wants('d')) figures.push(...(await measureListJobs(desk)))
  if (wants('e')) figures.push(...(await measureScans(desk)))
  if (wants('f')) figures.push(...(await measureReportPage(desk)))
} finally {
  await desk.close()
}

console.log(`\n${table(figures)}\n`)
if (later.length > 0) console.log(`Scripts that come later, when the person …\n  ${later.join('\n  ')}\n`)
const results = new URL('./results/', import.meta.url)
mkdirSync(results, { recursive: true })
const facts = { at: new Date().toISOString(), node: process.version, cores: cpus().length, seconds }
writeFileSync(new URL('latest.json', results), `${JSON.stringify({ ...facts, figures, later }, null, 2)}\n`)
