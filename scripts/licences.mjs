import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './processes.mjs'

/** Licences under which a package may be part of what is shipped, unchanged. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  // Its terms end at its own files, which we leave as they are: lightningcss, for the build alone.
  'MPL-2.0',
  'OFL-1.1',
])

/** Next names these for its image route, which is switched off: no image of ours holds them (next.config.mjs). */
const LEFT_OUT = /^@img\//

const file = join(root, 'lib/server/licences.md')

/** Every package that is not for development alone, with the licence that npm wrote into the lock file. */
export function licencesOf({ packages }) {
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
  return new Map(
    shipped.map(([path, { license }]) => [nameOf(path), license ?? broughtBy(packages, nameOf(path))]),
  )
}

/** @param {Map<string, string | undefined>} licences */
export function notAllowed(licences) {
  return [...licences].filter(([name, licence]) => !LEFT_OUT.test(name) && !isAllowed(licence))
}

export function written(licences) {
  const byLicence = new Map()
  for (const [name, licence] of [...licences].sort()) {
    const heading = LEFT_OUT.test(name) ? `${licence}, in no image` : licence
    byLicence.set(heading, [...(byLicence.get(heading) ?? []), name])
  }
  const rows = [...byLicence].sort().map(([licence, names]) => `| ${licence} | ${names.join(', ')} |`)
  return `# Licences

Packages that a desk is built from and runs on, by the licence that each declares. Written by \`npm run licences\`; \`npm run check\` refuses
a licence that nobody has allowed (scripts/licences.mjs) and a list that is out of date.

| licence | packages |
|---|---|
${rows.join('\n')}
`
}

/** Throws where a package has a licence that is not allowed, or the list is not of this lock file. */
export function checkLicences() {
  const licences = licencesOf(lockFile())
  const refused = notAllowed(licences).map(([name, licence]) => `  ${name}: ${licence}`)
  if (refused.length > 0) throw new Error(`Licences that nobody has allowed:\n${refused.join('\n')}`)
  if (readFileSync(file, 'utf8') !== written(licences))
    throw new Error('lib/server/licences.md is out of date: npm run licences')
}

export function writeLicences() {
  writeFileSync(file, written(licencesOf(lockFile())))
  checkLicences()
}

function lockFile() {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** Packages of other systems were entered by hand, without a licence: they come with the package that names them. */
function broughtBy(packages, name) {
  return Object.values(packages).find(({ optionalDependencies = {} }) => name in optionalDependencies)
    ?.license
}

/** An expression as SPDX has it: one side of an OR is enough, an AND needs both. */
function isAllowed(licence = '') {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)))
}
