import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { onPath, root } from './processes.mjs'

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'package-lock.json',
  'tsconfig.json',
  'postcss.config.mjs',
]

export async function build() {
  await onPath('next', ['build'], { env: { NODE_ENV: 'production' } })
}

/** Builds unless the last build is newer than every source. */
export async function buildIfNeeded() {
  const built = join(root, '.next/BUILD_ID')
  if (existsSync(built) && statSync(built).mtimeMs > newest()) return
  console.log('Building …')
  await build()
}

function newest() {
  return Math.max(...SOURCES.map((source) => newestBelow(join(root, source))))
}

function newestBelow(path) {
  if (!existsSync(path)) return 0
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestBelow(join(path, name))))
}
