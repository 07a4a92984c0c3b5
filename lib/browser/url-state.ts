/** How a page is written into its address. Names that `write` does not mention are left alone. */
export interface UrlState<State> {
  read: (search: URLSearchParams) => State
  /** Null takes the name out of the address, as for what goes without saying. */
  write: (state: State) => Record<string, string | null>
}

/** The text if it is one of these words, otherwise null: an address is written by anybody. */
export function oneOf<Word extends string>(
  words: readonly Word[],
  text: string | null | undefined,
): Word | null {
  return words.find((word) => word === text) ?? null
}

/** The address of this page with another query. Marks that mean nothing in a query stay readable. */
export function addressWith(search: URLSearchParams): string {
  const query = [...search]
    .map(([name, value]) => `${encodeURIComponent(name)}=${readable(encodeURIComponent(value))}`)
    .join('&')
  return `${window.location.pathname}${query && `?${query}`}${window.location.hash}`
}

const readable = (encoded: string) => encoded.replace(/%(?:24|2C|2F|3A|40)/g, decodeURIComponent)
