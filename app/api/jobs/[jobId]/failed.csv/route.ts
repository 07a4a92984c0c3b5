import type { NextRequest } from 'next/server'
import { parseInput } from '#lib/bff/parse-input.ts'
import { answerPerson, type RouteContext } from '#lib/bff/route.ts'
import { readJob } from '#lib/contracts/jobs.ts'
import { failedCsv } from '#lib/jobs/failed-csv.ts'

export const GET = (request: NextRequest, { params }: RouteContext) =>
  answerPerson(request, '/api/jobs/{jobId}/failed.csv', async (context) => {
    const { jobId } = parseInput(readJob.params, await params)
    return new Response(await failedCsv(context, jobId), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="failed-rows.csv"',
        'cache-control': 'no-store',
      },
    })
  })
