import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { reportFilter } from '#lib/contracts/reports.ts'
import { asSystem, asUser, type ReportAccess } from '#lib/report-access.ts'

export const SCAN_EXCEPTIONS = 'scan-exceptions'

export const scanInput = z.object({
  filter: reportFilter,
  /** An earlier scan of the same person. */
  since: z.uuid().optional(),
  allOwners: z.boolean(),
  truncated: z.boolean(),
})
export type ScanInput = z.infer<typeof scanInput>

/** Whoever may search everybody's reports reads them on the plain routes; one's own are read as their traveler. */
export function scanAccess(context: Context, { allOwners }: Pick<ScanInput, 'allOwners'>): ReportAccess {
  return context.companyConcur || allOwners ? asSystem(context) : asUser(context, 'TRAVELER')
}
