import type { SandboxSettings } from '../options.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether the app registered this address to come back to. Nothing else may ever be redirected to. */
export function knowsRedirectUri(settings: SandboxSettings, address: string): boolean {
  if (settings.redirectUris) return settings.redirectUris.includes(address)
  if (!URL.canParse(address)) return false
  const { protocol, hostname, pathname, search, hash, username } = new URL(address)
  const plain = search === '' && hash === '' && username === ''
  return plain && protocol === 'http:' && LOOPBACK.has(hostname) && pathname === '/api/auth/callback/concur'
}

export const scopeList = (scope: string): string[] => [...new Set(scope.split(/\s+/).filter(Boolean))]

export const exceeds = (asked: readonly string[], granted: readonly string[]): boolean =>
  asked.some((scope) => !granted.includes(scope))
