import { describe, expect, it } from 'vitest'
import { safeCallbackPath } from '#lib/auth/safe-callback-path.ts'

const app = 'https://desk.example.com'

describe('Where a sign-in leads', () => {
  it.each([
    ['/requests?status=APPROVED#x', '/requests?status=APPROVED#x'],
    [`${app}/audit`, '/audit'],
    ['/', '/'],
  ])('%s is kept', (wanted, path) => {
    expect(safeCallbackPath(wanted, app)).toBe(path)
  })

  it.each([
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https:///evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\t/evil.example',
    '/\n/evil.example',
    ' https://evil.example',
    'https://desk.example.com@evil.example/',
    'https://desk.example.com.evil.example/',
    'http://desk.example.com/',
    'https://user:pass@desk.example.com/',
    '/.//evil.example',
    '/..//evil.example',
    '/api/auth/signout',
    '',
  ])('%j is not', (wanted) => {
    expect(safeCallbackPath(wanted, app)).toBe('/requests')
  })
})
