import { buildIfNeeded } from './build.mjs'
import { onPath } from './processes.mjs'

/** Many people at the built desk, on each database, see tests/load/README.md. */
export async function benchLoad() {
  await buildIfNeeded()
  await onPath('node', ['tests/load/main.ts', ...process.argv.slice(3)])
}
