import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const lockFile = readFileSync('package-lock.json', 'utf8')
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(lockFile))

it('The lock file holds the native packages of every system, not only of the one it was written on', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  )
  expect(missing).toEqual([])
})

it.each([
  ['next', '16.4.6'],
  ['next-auth', '4.24.15'],
  ['fast-xml-parser', '5.12.1'],
])('Every copy of %s is at least %s, below which its weaknesses are known', (name, least) => {
  const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
  expect(copies.length).toBeGreaterThan(0)
  for (const [path, { version = '' }] of copies)
    expect(compareVersions(version, least), `${path} ${version}`).toBeGreaterThanOrEqual(0)
})

it('The lock file names no address: each machine asks its own registry', () => {
  expect(lockFile).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/)
})

function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
