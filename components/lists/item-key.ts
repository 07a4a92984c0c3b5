/** The codes of an item, level 1 first, as one word for addresses and keys. The list itself, above level 1, is ''. */
export function keyOf(codes: readonly string[]): string {
  return codes.map((code) => encodeURIComponent(code).replaceAll('-', '%2D')).join('-')
}

export function codesOf(key: string): string[] {
  return key === '' ? [] : key.split('-').map(decoded)
}

/** For eyes. */
export function codePath(codes: readonly string[]): string {
  return codes.join(' / ')
}

/** The key and those of everything above it, the nearest last. */
export function branchesTo(key: string): string[] {
  const codes = codesOf(key)
  return codes.map((_, level) => keyOf(codes.slice(0, level + 1)))
}

export const parentOf = (codes: readonly string[]): string[] => codes.slice(0, -1)

/** Whether an item hangs somewhere below another. */
export function isBelow(key: string, above: string): boolean {
  return above === '' ? key !== '' : key.startsWith(`${above}-`)
}

/** An address that somebody cut short must not break the page. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
