import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { AuditVerb } from '#lib/contracts/audit.ts'
import type { Outcome } from '#lib/contracts/values.ts'
import type { Db } from '#lib/db/open-database.ts'
import { auditEntries } from '#lib/db/schema.ts'

export interface AuditedPerson {
  id: string
  name: string
  login: string
}

export interface Attempt {
  verb: AuditVerb
  object: { kind: string; key: string; label: string }
  before?: Record<string, unknown>
  message?: string
  jobId?: string
}

/** An attempt that stands in the log and waits for its outcome. */
export interface OpenAct {
  /** Never rejects: the act is over, so the person hears its outcome and the operator, in the server's log, that it could not be written down. */
  settle(end: {
    outcome: Outcome
    message: string
    correlationId?: string | null
    /** What the act taught about the state before it. */
    before?: Record<string, unknown>
  }): Promise<void>
}

/** The only writer of the audit log. There is no way to change or delete an entry, here or in the database. */
export interface AuditLog {
  /** Rejects when the entry cannot be written: then the act must not happen. */
  attempt(attempt: Attempt): Promise<OpenAct>
  /** An act that is over when it is written, such as a sign-in. */
  record(verb: AuditVerb, object: Attempt['object']): Promise<void>
}

export function createAuditLog(db: Db, person: AuditedPerson, now: () => Date, log: Logger): AuditLog {
  const actor = { personId: person.id, personName: person.name, personLogin: person.login }
  return {
    async record(verb, object) {
      await db.insert(auditEntries).values({
        ...actor,
        actId: randomUUID(),
        at: now(),
        verb,
        objectKind: object.kind,
        objectKey: object.key,
        objectLabel: object.label,
        phase: 'done',
      })
    },
    async attempt(attempt) {
      const act = {
        actId: randomUUID(),
        ...actor,
        verb: attempt.verb,
        objectKind: attempt.object.kind,
        objectKey: attempt.object.key,
        objectLabel: attempt.object.label,
        before: attempt.before ?? null,
        jobId: attempt.jobId ?? null,
      }
      await db
        .insert(auditEntries)
        .values({ ...act, at: now(), phase: 'attempt', message: attempt.message ?? '' })
      return {
        async settle({ outcome, message, correlationId = null, before }) {
          try {
            await db.insert(auditEntries).values({
              ...act,
              at: now(),
              phase: outcome,
              message,
              correlationId,
              before: before ? { ...act.before, ...before } : act.before,
            })
          } catch (error) {
            log.error(
              { err: error, actId: act.actId, outcome },
              'an outcome could not be written to the audit log',
            )
          }
        },
      }
    },
  }
}
