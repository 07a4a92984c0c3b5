import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch, root } from './processes.mjs'

/** Says which lock file the packages were installed from. */
const stamp = join(root, 'node_modules/.installed-from')

/** Installs the packages of the lock file, once for each state of it. */
export async function installIfNeeded() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing the packages of package-lock.json …')
  // npm must run on the machine's own Node: the pinned one is part of what it replaces.
  const code = await launch('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { PATH: process.env.PATH },
  }).ended
  if (code !== 0) throw new Error('npm ci failed: see above. Nothing else was started.')
  writeFileSync(stamp, wanted)
}
