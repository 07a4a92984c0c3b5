import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { listSeenCodes as endpoint } from '#lib/contracts/exceptions.ts'
import { exceptionFindings, jobs } from '#lib/db/schema.ts'

/** The codes of one's scans with what they mostly look like, the most frequent first. Concur has no list of them. */
export async function listSeenCodes({ db, person }: Context): Promise<z.output<typeof endpoint.answer>> {
  const found = db
    .select({
      code: sql<string>`seen ->> 'exceptionCode'`.as('code'),
      message: sql`seen ->> 'message'`.as('message'),
      isBlocking: sql`(seen ->> 'isBlocking')::boolean`.as('is_blocking'),
      visibility: sql`seen ->> 'exceptionVisibility'`.as('visibility'),
    })
    .from(exceptionFindings)
    .innerJoin(jobs, sql`${jobs.id} = ${exceptionFindings.jobId} and ${jobs.personId} = ${person.id}`)
    .crossJoin(sql`jsonb_array_elements(${exceptionFindings.exceptions}) as seen`)
    .as('found')
  const items = await db
    .select({
      exceptionCode: found.code,
      message: sql`mode() within group (order by ${found.message})`,
      isBlocking: sql`mode() within group (order by ${found.isBlocking})`,
      exceptionVisibility: sql`mode() within group (order by ${found.visibility})`,
    })
    .from(found)
    .groupBy(found.code)
    .orderBy(sql`count(*) desc`, found.code)
  return endpoint.answer.parse({ items })
}
