import { randomUUID } from 'node:crypto'
import { and, desc, eq, gte, ne } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { AuditVerb } from '#lib/contracts/audit.ts'
import { type Outcome, outcome } from '#lib/contracts/values.ts'
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

export interface ActEnd {
  outcome: Outcome
  message: string
  correlationId?: string | null
  /** What the act taught about the state before it. */
  before?: Record<string, unknown>
}

/** An attempt that stands in the log and waits for its outcome. */
export interface OpenAct {
  /** Never rejects: the act is over, so the person hears its outcome and the operator, in the server's log, that it could not be written down. */
  settle(end: ActEnd): Promise<void>
}

/** An act that a process may have left behind. */
export interface ActMark {
  verb: AuditVerb
  objectKey: string
  personId: string
  jobId?: string
  since: Date
}

/** How far it came: attempted and perhaps sent, or ended. */
export type EarlierAct = { open: OpenAct } | { ended: ActEnd }

/** The only writer of the audit log. There is no way to change or delete an entry, here or in the database. */
export interface AuditLog {
  /** Rejects when the entry cannot be written: then the act must not happen. */
  attempt(attempt: Attempt): Promise<OpenAct>
  /** The last such act since then; null where none was attempted, so nothing was sent. */
  earlier(mark: ActMark): Promise<EarlierAct | null>
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
      return openAct(act)
    },
    async earlier({ verb, objectKey, personId, jobId, since }) {
      const [attempted] = await db
        .select()
        .from(auditEntries)
        .where(
          and(
            eq(auditEntries.objectKey, objectKey),
            eq(auditEntries.verb, verb),
            eq(auditEntries.personId, personId),
            eq(auditEntries.phase, 'attempt'),
            jobId === undefined ? undefined : eq(auditEntries.jobId, jobId),
            gte(auditEntries.at, since),
          ),
        )
        .orderBy(desc(auditEntries.id))
        .limit(1)
      if (!attempted) return null
      const [ended] = await db
        .select()
        .from(auditEntries)
        .where(and(eq(auditEntries.actId, attempted.actId), ne(auditEntries.phase, 'attempt')))
      if (ended) return { ended: { ...ended, outcome: outcome.parse(ended.phase), before: undefined } }
      const { id: _, ...act } = attempted
      return { open: openAct(act) }
    },
  }

  function openAct(act: Omit<typeof auditEntries.$inferInsert, 'at' | 'phase'>): OpenAct {
    return {
      async settle({ outcome, message, correlationId = null, before }) {
        try {
          await db.insert(auditEntries).values({
            ...act,
            at: now(),
            phase: outcome,
            message,
            correlationId,
            before: before ? { ...Object(act.before), ...before } : act.before,
          })
        } catch (error) {
          log.error(
            { err: error, actId: act.actId, outcome },
            'an outcome could not be written to the audit log',
          )
        }
      },
    }
  }
}
