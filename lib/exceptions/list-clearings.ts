import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { auditsEverybody } from '#lib/audit/list-audit.ts'
import type { Context } from '#lib/context.ts'
import { listClearings as endpoint } from '#lib/contracts/exceptions.ts'
import { auditEntries } from '#lib/db/schema.ts'

const DAY_MS = 86_400_000

/** Exceptions cleared by day (UTC) and code: one's own, or everybody's for whoever audits everybody. What was gone before does not count. */
export async function listClearings(
  context: Context,
  { from, to }: z.output<typeof endpoint.query>,
): Promise<z.output<typeof endpoint.answer>> {
  const day = sql`to_char(${auditEntries.at} at time zone 'UTC', 'YYYY-MM-DD')`
  const code = sql`${auditEntries.before} ->> 'exceptionCode'`
  const items = await context.db
    .select({ day, exceptionCode: code, cleared: sql`count(*)::integer` })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.objectKind, 'exception'),
        eq(auditEntries.verb, 'clear-exception'),
        eq(auditEntries.phase, 'done'),
        sql`${auditEntries.before} ->> 'alreadyCleared' is null`,
        auditsEverybody(context) ? undefined : eq(auditEntries.personId, context.person.id),
        from ? gte(auditEntries.at, new Date(from)) : undefined,
        to ? lt(auditEntries.at, new Date(Date.parse(to) + DAY_MS)) : undefined,
      ),
    )
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`)
  return endpoint.answer.parse({ items })
}
