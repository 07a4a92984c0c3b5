import { listRequests, type RequestSummary } from '../../lib/contracts/requests.ts'

const FIELDS = ['name', 'purpose', 'requestId', 'lastComment', 'status'] as const

export function readList(json: string): RequestSummary[] {
  return listRequests.answer.parse(JSON.parse(json)).items
}

/** The same requests over and over, each with an id and a name of its own. */
export function longList(items: readonly RequestSummary[], count: number): string {
  const long = Array.from({ length: count }, (_, index) => {
    const item = items[index % items.length]
    const turn = Math.floor(index / items.length)
    return turn === 0
      ? item
      : {
          ...item,
          requestKey: `${item?.requestKey}~${turn}`,
          requestId: `${item?.requestId}${turn}`,
          name: `${item?.name} ${turn}`,
        }
  })
  return JSON.stringify({ items: long, total: count, truncated: false })
}

/** A letter that leaves some of the requests and hides others. */
export function narrowingLetter(items: readonly RequestSummary[]): string {
  const share = (letter: string) =>
    items.filter((item) =>
      `${FIELDS.map((field) => item[field]).join(' ')} ${item.owner.name} ${item.owner.login}`
        .toLowerCase()
        .includes(letter),
    ).length / items.length
  const found = [...'qzxjkwvyf'].find((letter) => share(letter) > 0.05 && share(letter) < 0.6)
  if (!found) throw new Error('No letter narrows this list.')
  return found
}
