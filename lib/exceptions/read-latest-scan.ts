import { and, desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { readLatestScan as endpoint } from '#lib/contracts/exceptions.ts'
import { jobs } from '#lib/db/schema.ts'
import { presentScan } from './read-scan.ts'
import { SCAN_EXCEPTIONS } from './scan-input.ts'

/** The signed-in person's last scan, `null` before the first. */
export async function readLatestScan(context: Context): Promise<z.output<typeof endpoint.answer>> {
  const [latest] = await context.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, SCAN_EXCEPTIONS), eq(jobs.personId, context.person.id)))
    .orderBy(desc(jobs.createdAt))
    .limit(1)
  return { scan: latest ? await presentScan(context, latest) : null }
}
