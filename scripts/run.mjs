// Every npm script starts here, on whatever Node the machine has: installs what is missing, then hands over to the pinned Node.
import { installIfNeeded } from './install.mjs'
import { onPath } from './processes.mjs'

const tasks = {
  build: () => import('./build.mjs').then(({ build }) => build()),
  start: () => import('./start.mjs').then(({ start }) => start()),
  demo: () => import('./demo.mjs').then(({ demo }) => demo('start')),
  dev: () => import('./demo.mjs').then(({ demo }) => demo('dev')),
  sandbox: () => onPath('node', ['sandbox/main.ts']),
  check: () => import('./check.mjs').then(({ check }) => check()),
  test: () => import('./test.mjs').then(({ test }) => test()),
  'test:faults': () => import('./test-faults.mjs').then(({ testFaults }) => testFaults()),
  'bench:load': () => import('./bench-load.mjs').then(({ benchLoad }) => benchLoad()),
  licences: () => import('./licences.mjs').then(({ writeLicences }) => writeLicences()),
  audit: () => import('./audit.mjs').then(({ audit }) => audit()),
  bench: () => import('./bench.mjs').then(({ bench }) => bench()),
}

const [name = '', ...rest] = process.argv.slice(2)
const task = tasks[name]
if (!task || rest.includes('--help')) {
  console.log(`Usage: npm run ${Object.keys(tasks).join(' | ')}`)
  process.exit(task ? 0 : 1)
}

try {
  await installIfNeeded()
  await task()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
