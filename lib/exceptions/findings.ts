import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type ReportException, reportException } from '#lib/contracts/exceptions.ts'
import type { Db } from '#lib/db/open-database.ts'
import { auditEntries, exceptionFindings, jobRows } from '#lib/db/schema.ts'

/** What a scan found on the report of one of its rows. */
export interface Finding {
  row: number
  exceptions: ReportException[]
  readAt: Date
}

/** A finding with the row's item, the report's summary as the search gave it. */
export interface FoundOnReport extends Finding {
  item: unknown
}

const exceptionsFound = z.array(reportException)

/** A statement has at most 65,535 parameters. */
const ROWS_AT_ONCE = 1_000

/** A row that is read again replaces what was found first. */
export async function storeFindings(db: Db, jobId: string, findings: readonly Finding[]): Promise<void> {
  for (let from = 0; from < findings.length; from += ROWS_AT_ONCE)
    await db
      .insert(exceptionFindings)
      .values(findings.slice(from, from + ROWS_AT_ONCE).map((finding) => ({ jobId, ...finding })))
      .onConflictDoUpdate({
        target: [exceptionFindings.jobId, exceptionFindings.row],
        set: { exceptions: sql`excluded.exceptions`, readAt: sql`excluded.read_at` },
      })
}

export async function findingsOf(db: Db, jobId: string): Promise<FoundOnReport[]> {
  const found = await db
    .select({
      row: exceptionFindings.row,
      item: jobRows.item,
      exceptions: exceptionFindings.exceptions,
      readAt: exceptionFindings.readAt,
    })
    .from(exceptionFindings)
    .innerJoin(
      jobRows,
      and(eq(jobRows.jobId, exceptionFindings.jobId), eq(jobRows.row, exceptionFindings.row)),
    )
    .where(eq(exceptionFindings.jobId, jobId))
    .orderBy(exceptionFindings.row)
  return found.map((each) => ({ ...each, exceptions: exceptionsFound.parse(each.exceptions) }))
}

/** Reports on which somebody at this desk added or cleared something since. */
export async function reportsWrittenSince(db: Db, since: Date): Promise<Set<string>> {
  const reportId = sql<string | null>`${auditEntries.before} ->> 'reportId'`
  const found = await db
    .selectDistinct({ reportId })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.objectKind, 'exception'),
        inArray(auditEntries.verb, ['add-exception', 'clear-exception']),
        gte(auditEntries.at, since),
      ),
    )
  return new Set(found.flatMap((each) => each.reportId ?? []))
}

/** When exceptions were last cleared at this desk since then, by their key in the audit log; those that were added again are left out. */
export async function clearedSince(db: Db, since: Date): Promise<Map<string, Date>> {
  const last = await db
    .selectDistinctOn([auditEntries.objectKey], {
      key: auditEntries.objectKey,
      verb: auditEntries.verb,
      at: auditEntries.at,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.objectKind, 'exception'),
        inArray(auditEntries.verb, ['add-exception', 'clear-exception']),
        eq(auditEntries.phase, 'done'),
        gte(auditEntries.at, since),
      ),
    )
    .orderBy(auditEntries.objectKey, desc(auditEntries.id))
  return new Map(last.filter(({ verb }) => verb === 'clear-exception').map(({ key, at }) => [key, at]))
}
