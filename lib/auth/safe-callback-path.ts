/** Where to go after sign-in: a path of this very desk, whatever the link says. */
export function safeCallbackPath(
  wanted: string | null | undefined,
  appUrl: string,
  fallback = '/requests',
): string {
  if (!wanted?.startsWith('/') && !wanted?.startsWith(`${appUrl}/`)) return fallback
  // Browsers read a backslash as a slash and drop tabs and line ends: any of them could turn a path into a host.
  const hasControl = [...wanted].some(
    (character) => character <= ' ' || character === '\\' || character === '\u007f',
  )
  if (hasControl) return fallback
  const absolute = URL.parse(wanted, appUrl)
  if (!absolute || absolute.origin !== appUrl || absolute.username || absolute.password) return fallback
  if (absolute.pathname.startsWith('//') || absolute.pathname.startsWith('/api/')) return fallback
  return `${absolute.pathname}${absolute.search}${absolute.hash}`
}
