import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { RowOutcome } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobSteps } from '#lib/db/schema.ts'
import { inSlices } from '#lib/in-slices.ts'
import type { NewRow } from './create-job.ts'

const anyItem = z.record(z.string(), z.unknown())

export interface UnfinishedRow extends NewRow {
  code: string | null
}

/** The rows of an ended job that ended so, with their numbers: a second try shows them under the first one's. */
export async function unfinishedRows(
  db: Db,
  jobId: string,
  outcomes: RowOutcome[],
  /** Only those of steps that do this. */
  operation?: string,
): Promise<UnfinishedRow[]> {
  const found = await db
    .select({ row: jobRows.row, item: jobRows.item, code: jobRows.code })
    .from(jobRows)
    .innerJoin(jobSteps, and(eq(jobSteps.jobId, jobRows.jobId), eq(jobSteps.index, jobRows.step)))
    .where(
      and(
        eq(jobRows.jobId, jobId),
        inArray(jobRows.outcome, outcomes),
        operation === undefined ? undefined : eq(jobSteps.operation, operation),
      ),
    )
    .orderBy(asc(jobRows.row))
  const rows: UnfinishedRow[] = []
  await inSlices(found, ({ item, ...row }) => rows.push({ ...row, item: anyItem.parse(item) }))
  return rows
}

/** "Import into Projects" → "Retry: Import into Projects", however often. */
export function retryTitle(title: string): string {
  return `Retry: ${title.replace(/^Retry: /, '')}`
}
