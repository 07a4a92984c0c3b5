/** Finds the one code that was probably meant by another. */
export type NearMiss = (code: string) => string | undefined

/**
 * Among these codes. Case, blanks, punctuation and leading zeros may differ; in words of four letters and more one letter
 * may be wrong, missing or too many. Never one digit: 204 is no slip for 203. Two that fit equally well are none.
 */
export function nearMissAmong(codes: Iterable<string>): NearMiss {
  const byFold = new Map<string, string | null>()
  for (const code of codes)
    for (const fold of foldsOf(code)) {
      const other = byFold.get(fold)
      byFold.set(fold, other === undefined || other === code ? code : null)
    }
  return (code) => {
    for (const fold of foldsOf(code)) {
      const found = byFold.get(fold)
      if (found && found !== code) return found
    }
    return undefined
  }
}

/** A code folded, then for words each form with a letter left out: two words a letter apart share one of them. */
function foldsOf(code: string): string[] {
  const fold = code
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '')
  if (!/^\p{L}{4,}$/u.test(fold)) return [fold]
  return [fold, ...Array.from(fold, (_, at) => fold.slice(0, at) + fold.slice(at + 1))]
}
