/** A path of this very desk to go to after sign-in, whatever the address says. */
export function callbackPath(wanted: string | undefined, fallback = '/requests'): string {
  if (!wanted?.startsWith('/') || wanted.startsWith('//') || wanted.startsWith('/api/')) return fallback
  // Browsers read a backslash as a slash and drop tabs and line ends.
  return /[\\\s\p{Cc}]/u.test(wanted) ? fallback : wanted
}
