import { expect, it } from 'vitest'
import { licencesOf, notAllowed } from '../../scripts/licences.mjs'

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  [undefined, false],
])('A package under %s may be shipped: %s', (license, may) => {
  const licences = licencesOf({ packages: { '': {}, 'node_modules/one': { license } } })
  expect(notAllowed(licences)).toEqual(may ? [] : [['one', license]])
})

it('A package that is for development alone is under whatever licence it likes', () => {
  const packages = { 'node_modules/tool': { license: 'GPL-3.0-only', dev: true } }
  expect([...licencesOf({ packages })]).toEqual([])
})

it('A native package that was entered without a licence has that of the package that brings it along', () => {
  const packages = {
    'node_modules/next': { license: 'MIT', optionalDependencies: { '@next/swc-win32-x64-msvc': '16.4.6' } },
    'node_modules/@next/swc-win32-x64-msvc': {},
  }
  expect(licencesOf({ packages }).get('@next/swc-win32-x64-msvc')).toBe('MIT')
})
