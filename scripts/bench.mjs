import { buildIfNeeded } from './build.mjs'
import { onPath } from './processes.mjs'

/** Measures the built app against plain alternatives, see tests/bench/README.md. */
export async function bench() {
  await buildIfNeeded()
  await onPath('node', ['tests/bench/main.ts', ...process.argv.slice(3)])
}
