import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'
import { plainText } from './values.ts'
import { auditPhases, auditVerbs } from './vocabulary.ts'

export const auditVerb = z.enum(auditVerbs)
export type AuditVerb = z.infer<typeof auditVerb>

export const auditPhase = z.enum(auditPhases)
export type AuditPhase = z.infer<typeof auditPhase>

export const auditEntry = z.object({
  id: z.string(),
  /** The same for an attempt and its outcome. */
  actId: z.string(),
  at: z.iso.datetime(),
  person: z.object({ id: z.string(), name: z.string(), login: z.string() }),
  verb: auditVerb,
  object: z.object({ kind: z.string(), key: z.string(), label: z.string() }),
  phase: auditPhase,
  /** The state before the act, as far as it was read. */
  before: z.record(z.string(), z.unknown()).nullable(),
  message: z.string(),
  correlationId: z.string().nullable(),
  jobId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditFilter = z.object({
  person: plainText.trim().max(128).optional(),
  verb: auditVerb.optional(),
  object: plainText.trim().max(128).optional(),
  phase: auditPhase.optional(),
  from: z.iso.date('Write the day as YYYY-MM-DD.').optional(),
  to: z.iso.date('Write the day as YYYY-MM-DD.').optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

export const listAudit = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/audit',
  summary:
    'Who did what, newest first; one’s own entries, or everybody’s for the people named as administrators',
  query: auditFilter.extend({
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable(), everybody: z.boolean() }),
})
