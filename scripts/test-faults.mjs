import { buildIfNeeded } from './build.mjs'
import { onPath } from './processes.mjs'

/** Every fault and every kill, not only the selection of `npm test`; writes their tables anew. */
export async function testFaults() {
  await buildIfNeeded()
  const projects = ['faults', 'crashes on PGlite', 'crashes on PostgreSQL']
  await onPath(
    'vitest',
    ['run', '-c', 'tests/vitest.config.ts', ...projects.flatMap((name) => ['--project', name])],
    {
      env: { MATRIX: 'long' },
    },
  )
}
