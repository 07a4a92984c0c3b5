import type { NextRequest } from 'next/server'
import { auditCsv } from '#lib/audit/audit-csv.ts'
import { parseInput } from '#lib/bff/parse-input.ts'
import { readQuery } from '#lib/bff/read-query.ts'
import { answerPerson } from '#lib/bff/route.ts'
import { auditFilter } from '#lib/contracts/audit.ts'

export const GET = (request: NextRequest) =>
  answerPerson(request, '/api/audit.csv', async (context) => {
    const filter = parseInput(auditFilter, readQuery(request.nextUrl.searchParams))
    return new Response(auditCsv(context, filter), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit-log.csv"',
        'cache-control': 'no-store',
      },
    })
  })
