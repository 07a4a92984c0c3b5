import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { mayScrape } from '#lib/bff/may-scrape.ts'
import { problemResponse } from '#lib/bff/problem.ts'
import { clearance } from '#lib/boot.ts'
import { Refusal } from '#lib/refusal.ts'

export async function GET(request: NextRequest) {
  const { config, metrics } = await clearance()
  if (!mayScrape(request.headers, config.metricsToken))
    return problemResponse(
      new Refusal('not-signed-in', 401, 'Metrics are for whoever has the METRICS_TOKEN of this desk.'),
      randomUUID(),
    )
  return new Response(await metrics.text(), {
    headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
  })
}
