export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const COOKIE = 'clearance.theme'
const HOST_COOKIE = `__Host-${COOKIE}`
const YEAR = 365 * 24 * 60 * 60

/** The theme that a cookie names; anything else follows the system. */
export function themeOf(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? 'system'
}

/** The theme of a request's cookies. */
export function themeIn(cookies: { get(name: string): { value: string } | undefined }): Theme {
  return themeOf((cookies.get(HOST_COOKIE) ?? cookies.get(COOKIE))?.value)
}

/** Kept in a cookie, so that the server draws the page in it from the first byte. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  const named = location.protocol === 'https:' ? `${HOST_COOKIE}=${theme}; secure` : `${COOKIE}=${theme}`
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox
  document.cookie = `${named}; path=/; max-age=${YEAR}; samesite=lax`
}
