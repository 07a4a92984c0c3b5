import type { Logger } from 'pino'
import { type AuditLog, createAuditLog } from './audit/audit-log.ts'
import type { SessionStore, SignedInPerson } from './auth/session-store.ts'
import type { TokenVault } from './auth/token-vault.ts'
import type { Clearance } from './boot.ts'
import type { ConcurClient } from './concur/client.ts'
import type { Db } from './db/open-database.ts'

/** What a use case may touch. Nothing else of the world reaches it, so a test can hand it every part. */
export interface Context {
  person: SignedInPerson
  concur: ConcurClient
  db: Db
  audit: AuditLog
  jobs: Clearance['jobs']
  now: () => Date
  log: Logger
  adminLogins: string[]
  sessions: SessionStore
  vault: TokenVault
  /** Asks Concur to revoke this app's refresh tokens for the person. */
  revokeConnections(): Promise<void>
}

/** @param mode a page waits for its answer, a job can wait for Concur */
export function createContext(
  app: Clearance,
  person: SignedInPerson,
  log: Logger,
  mode: 'page' | 'job' = 'page',
): Context {
  const { db } = app.database
  return {
    person,
    concur: app.concurFor(person, mode),
    db,
    audit: createAuditLog(db, person, app.now, log),
    jobs: app.jobs,
    now: app.now,
    log,
    adminLogins: app.config.adminLogins,
    sessions: app.sessions,
    vault: app.vault,
    revokeConnections: () => app.revokeConnections(person.id),
  }
}
