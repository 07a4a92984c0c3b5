import { buildIfNeeded } from './build.mjs'
import { launch } from './processes.mjs'

/** Every fault and every kill, not only the selection of `npm test`; writes their tables anew. */
export async function testFaults() {
  await buildIfNeeded()
  const failed = []
  // One after the other: the last two write into one table.
  for (const project of ['faults', 'crashes on PGlite', 'crashes on PostgreSQL']) {
    const args = ['run', '-c', 'tests/vitest.config.ts', '--project', project]
    if ((await launch('vitest', args, { env: { MATRIX: 'long' } }).ended) !== 0) failed.push(project)
  }
  if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`)
}
