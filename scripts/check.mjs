import { checkLicences } from './licences.mjs'
import { onPath } from './processes.mjs'

/** Types, lint and format, import directions, licences. */
export async function check() {
  await onPath('next', ['typegen'])
  await onPath('tsc', ['--noEmit'])
  await onPath('biome', ['check', '--error-on-warnings', '.'])
  await onPath('depcruise', [
    '--config',
    '.dependency-cruiser.mjs',
    'app',
    'components',
    'lib',
    'sandbox',
    'tests',
    'instrumentation.ts',
    'proxy.ts',
  ])
  checkLicences()
}
