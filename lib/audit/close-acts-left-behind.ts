import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '#lib/db/open-database.ts'

/** Longer than any act may take: whoever attempted it and has not said how it ended is gone. */
const PATIENCE_MS = 10 * 60_000
/** So many of the last entries are looked at: what is older was closed before. */
const LOOKED_AT = 10_000
/** Any constant that nothing else on the same Postgres is likely to take. */
const LOCK = 4_117_226_002
const MESSAGE = 'Clearance was stopped before the answer was stored. Look what stands before you repeat it.'

const locked = z.object({ rows: z.array(z.object({ mine: z.boolean() })) })

/**
 * Gives every attempt its outcome whose process went away, and to which neither a job nor its person came back: nobody knows how it
 * ended, and the log says so.
 */
export async function closeActsLeftBehind(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - PATIENCE_MS)
  await db.transaction(async (tx) => {
    // Of two that look at once the second would write every outcome again, and nobody can take one back.
    const { rows } = locked.parse(await tx.execute(sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`))
    if (!rows[0]?.mine) return
    await tx.execute(sql`
    insert into audit_entries (act_id, at, person_id, person_name, person_login, verb, object_kind, object_key, object_label,
      phase, before, message, job_id)
    select act_id, ${now.toISOString()}, person_id, person_name, person_login, verb, object_kind, object_key, object_label,
      'unknown', before, ${MESSAGE}, job_id
    from audit_entries as attempt
    where phase = 'attempt' and at < ${before.toISOString()}
      and id > (select coalesce(max(id), 0) - ${LOOKED_AT} from audit_entries)
      and not exists (
        select from audit_entries as outcome where outcome.act_id = attempt.act_id and outcome.phase <> 'attempt'
      )
      and not exists (select from jobs where jobs.id::text = attempt.job_id and jobs.ended_at is null)`)
  })
}
