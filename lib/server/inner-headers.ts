import type { IncomingMessage } from 'node:http'

/**
 * Headers by which the parts of Next speak to each other; a request from outside that carried `x-middleware-subrequest` once
 * went past `proxy.ts` (CVE-2025-29927). Next takes most of them away itself, by a list that changes with its versions
 * (16.4.6, dist/server/lib/server-ipc/utils.js).
 */
const INNER =
  /^(x-middleware-|x-invoke-|x-now-|x-next-|x-nextjs-(data|rewritten)|x-matched-path$|next-resume$)/

export function dropInnerHeaders({ headers, headersDistinct }: IncomingMessage): void {
  for (const name of Object.keys(headers)) {
    if (!INNER.test(name)) continue
    delete headers[name]
    delete headersDistinct[name]
  }
}
