import { and, desc, eq, gte, ilike, lt, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { type AuditEntry, type AuditFilter, auditEntry } from '#lib/contracts/audit.ts'
import { auditEntries } from '#lib/db/schema.ts'

export interface AuditPage {
  items: AuditEntry[]
  nextCursor: string | null
  /** Whether everybody's entries are shown, or one's own. */
  everybody: boolean
}

/** Newest first. A person sees their own entries; people named in ADMIN_LOGINS see all. */
export async function listAudit(
  context: Context,
  query: AuditFilter & { cursor?: string; limit: number },
): Promise<AuditPage> {
  const everybody = auditsEverybody(context)
  const before = z
    .string()
    .regex(/^\d{1,18}$/)
    .safeParse(query.cursor)
  const rows = await context.db
    .select()
    .from(auditEntries)
    .where(
      and(
        everybody ? undefined : eq(auditEntries.personId, context.person.id),
        ...conditions(query),
        before.success ? lt(auditEntries.id, BigInt(before.data)) : undefined,
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(query.limit + 1)
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(present),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.id ?? '') : null,
    everybody,
  }
}

export function auditsEverybody(context: Pick<Context, 'adminLogins' | 'person'>): boolean {
  return context.adminLogins.includes(context.person.login.toLowerCase())
}

const DAY_MS = 86_400_000

function conditions(filter: AuditFilter): (SQL | undefined)[] {
  const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return [
    filter.person
      ? or(
          ilike(auditEntries.personName, like(filter.person)),
          ilike(auditEntries.personLogin, like(filter.person)),
        )
      : undefined,
    filter.object
      ? or(eq(auditEntries.objectKey, filter.object), ilike(auditEntries.objectLabel, like(filter.object)))
      : undefined,
    filter.verb ? eq(auditEntries.verb, filter.verb) : undefined,
    filter.phase ? eq(auditEntries.phase, filter.phase) : undefined,
    filter.from ? gte(auditEntries.at, new Date(filter.from)) : undefined,
    filter.to ? lt(auditEntries.at, new Date(Date.parse(filter.to) + DAY_MS)) : undefined,
  ]
}

function present(row: typeof auditEntries.$inferSelect): AuditEntry {
  return auditEntry.parse({
    id: String(row.id),
    actId: row.actId,
    at: row.at.toISOString(),
    person: { id: row.personId, name: row.personName, login: row.personLogin },
    verb: row.verb,
    object: { kind: row.objectKind, key: row.objectKey, label: row.objectLabel },
    phase: row.phase,
    before: row.before,
    message: row.message,
    correlationId: row.correlationId,
    jobId: row.jobId,
  })
}
