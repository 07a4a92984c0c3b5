import type { RequestSummary, TravelRequest } from '#lib/contracts/requests.ts'

/** Every word of the search has to occur somewhere; case and accents do not matter, so "gdansk" finds Gdańsk. */
export function searchRequests(
  requests: readonly RequestSummary[],
  text: string,
  detailsOf: (requestKey: string) => TravelRequest | undefined = () => undefined,
): readonly RequestSummary[] {
  const wanted = plain(text).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return requests
  return requests.filter((request) => {
    const written = searchText(request, detailsOf(request.requestKey))
    return wanted.every((word) => written.includes(word))
  })
}

const known = new WeakMap<RequestSummary, { details: TravelRequest | undefined; text: string }>()

/** Cities come from the name and purpose, and from the itinerary once the details have been read. Kept per row: 10,000 rows are searched at each key. */
function searchText(request: RequestSummary, details: TravelRequest | undefined): string {
  const kept = known.get(request)
  if (kept && kept.details === details) return kept.text
  const text = plain(
    [
      request.name,
      request.owner.name,
      request.owner.login,
      request.purpose,
      request.requestId,
      request.lastComment,
      request.status,
      ...amountWords(request),
      ...(details?.expenses.flatMap((expense) =>
        expense.segments.flatMap(({ from, to }) => [from.name, from.detail, to.name, to.detail]),
      ) ?? []),
    ].join(' \n '),
  )
  known.set(request, { details, text })
  return text
}

/** "1914.50000000" is found as 1914.5, 1914.50 and 1,914.50. */
function amountWords({ total }: RequestSummary): string[] {
  if (!total) return []
  const [whole = '0', fraction = ''] = total.value.split('.')
  const cents = fraction.replace(/0+$/, '').padEnd(2, '0')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return [`${whole}.${cents}`, `${grouped}.${cents}`, total.currency]
}

/** Letters that Unicode does not take apart into a base letter and an accent. */
const wholeLetters: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđßæœı]/g, (letter) => wholeLetters[letter] ?? letter)
}
