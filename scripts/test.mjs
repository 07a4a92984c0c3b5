import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfNeeded } from './build.mjs'
import { check } from './check.mjs'
import { launch, root } from './processes.mjs'

const results = join(root, 'test-results')

/** Everything: types, lint, import directions; then the tests in Node, from units to attacks, and those in a browser. Closes with the counts. */
export async function test() {
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  await check()
  const { ensureBrowser } = await import('../tests/support/find-browser.mjs')
  ensureBrowser()
  await buildIfNeeded()

  const codes = [
    await launch('vitest', [
      'run',
      '-c',
      'tests/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/vitest.json',
    ]).ended,
    await launch('playwright', ['test', '-c', 'tests/playwright.config.ts']).ended,
  ]
  const counts = [vitestCounts(), browserCounts()]
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  const leftOut = counts.reduce((sum, count) => sum + count.leftOut, 0)
  console.log(`\nin Node: ${counts[0].passed} passed, ${counts[0].failed} failed`)
  console.log(`browser: ${counts[1].passed} passed, ${counts[1].failed} failed`)
  if (leftOut > 0) console.log(`${leftOut} tests were left out: there is no reason to leave one out`)
  console.log(`${passed} passed, ${failed} failed`)
  if (codes.some((code) => code !== 0) || failed > 0 || leftOut > 0 || passed === 0) process.exitCode = 1
}

function vitestCounts() {
  const report = JSON.parse(readFileSync(join(results, 'vitest.json'), 'utf8'))
  const { numPassedTests: passed, numFailedTests: failed, numTotalTests: total } = report
  return { passed, failed, leftOut: total - passed - failed }
}

function browserCounts() {
  const { stats } = JSON.parse(readFileSync(join(results, 'browser.json'), 'utf8'))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, leftOut: stats.skipped }
}
