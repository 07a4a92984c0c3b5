import { z } from 'zod'
import { problem } from '#lib/contracts/problem.ts'

/** One call of a person's browser, and what to make of the answer. */
export interface Act {
  /** As in the table of results. */
  route: string
  path: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  /** @returns what is wrong with the answer */
  answered(status: number, body: string, headers: Record<string, string>): string | undefined
}

const inbox = z.object({ items: z.array(z.object({ requestKey: z.string() })) })
const details = z.object({ version: z.string() })
const decision = z.object({ outcome: z.string(), message: z.string() })

/**
 * An approver at work: opens the inbox once, then looks at the list, opens a request, approves it, looks again.
 * Every call of the list but the first says which one the page has.
 */
export function approverAtWork(cookie: string): () => Act {
  let etag = ''
  let keys: string[] = []
  let open: { key: string; version: string } | undefined
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }

  const page = (): Act => ({
    route: 'GET /requests',
    path: '/requests',
    method: 'GET',
    headers: { cookie, accept: 'text/html' },
    answered: (status, body) => expected(status, 200, body),
  })

  const list = (): Act => ({
    route: 'GET /api/requests',
    path: '/api/requests?status=TOAPPROVE',
    method: 'GET',
    headers: etag ? { ...headers, 'if-none-match': etag } : headers,
    answered(status, body, { etag: newEtag = '' }) {
      if (status === 304) return undefined
      if (status === 200) {
        etag = newEtag
        keys = inbox.parse(JSON.parse(body)).items.map(({ requestKey }) => requestKey)
      }
      return expected(status, 200, body)
    },
  })

  const request = (key: string): Act => ({
    route: 'GET /api/requests/{requestKey}',
    path: `/api/requests/${encodeURIComponent(key)}`,
    method: 'GET',
    headers,
    answered(status, body) {
      if (status === 200) open = { key, version: details.parse(JSON.parse(body)).version }
      return expected(status, 200, body)
    },
  })

  const approve = ({ key, version }: { key: string; version: string }): Act => ({
    route: 'POST /api/requests/{requestKey}/approve',
    path: `/api/requests/${encodeURIComponent(key)}/approve`,
    method: 'POST',
    headers: { ...headers, 'x-clearance': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ version }),
    answered(status, body) {
      if (status !== 200) return expected(status, 200, body)
      const { outcome, message } = decision.parse(JSON.parse(body))
      return outcome === 'done' ? undefined : `${outcome}: ${message}`
    },
  })

  let turn = 0
  return () => {
    turn += 1
    if (turn === 1) return page()
    const opened = open
    open = undefined
    if (opened) return approve(opened)
    // Taken out of the hand at once: where an answer is never heard the next look at the list tells.
    const next = turn % 3 === 0 ? keys.shift() : undefined
    return next ? request(next) : list()
  }
}

function expected(status: number, wanted: number, body: string): string | undefined {
  if (status === wanted) return undefined
  const { success, data } = problem.safeParse(body.startsWith('{') ? JSON.parse(body) : null)
  return `status ${status}${success ? `, ${data.code}` : ''}`
}
