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
  /** Concur in the company's own name; null where no company token is configured, or not for this person. */
  companyConcur: ConcurClient | null
  db: Db
  audit: AuditLog
  jobs: Clearance['jobs']
  now: () => Date
  log: Logger
  adminLogins: string[]
  sessions: SessionStore
  vault: TokenVault
  /** Whether the session that opened this is still there; asking does not keep it alive. */
  stillSignedIn(): Promise<boolean>
  /** The desk is being stopped. */
  stopping: AbortSignal
  /** Asks Concur to revoke this app's refresh tokens for the person. */
  revokeConnections(): Promise<void>
}

/** What a person's page works with: it waits for its answer. */
export function pageContext(app: Clearance, person: SignedInPerson, log: Logger, token: string): Context {
  return createContext(app, person, log, 'page', () => app.sessions.lives(token))
}

/** What a job works with: it can wait for Concur, and goes on when the person signs out. */
export function jobContext(app: Clearance, person: SignedInPerson, log: Logger): Context {
  return createContext(app, person, log, 'job', async () => true)
}

function createContext(
  app: Clearance,
  person: SignedInPerson,
  log: Logger,
  mode: 'page' | 'job',
  stillSignedIn: Context['stillSignedIn'],
): Context {
  const { db } = app.database
  const concur = app.concurFor(person, mode)
  const companyTokens = actsForCompany(app.config, person) ? app.companyTokens() : null
  return {
    person,
    concur,
    companyConcur: companyTokens && { ...concur, tokens: companyTokens },
    db,
    audit: createAuditLog(db, person, app.now, log),
    jobs: app.jobs,
    now: app.now,
    log,
    adminLogins: app.config.adminLogins,
    sessions: app.sessions,
    vault: app.vault,
    stillSignedIn,
    stopping: app.stopping,
    revokeConnections: () => app.revokeConnections(person.id),
  }
}

/** The company may change everybody's reports, whoever signs in may not: Concur's roles say nothing about its token, so the desk does. */
function actsForCompany({ processorLogins }: Clearance['config'], { login }: SignedInPerson): boolean {
  return processorLogins.includes('*') || processorLogins.includes(login.toLowerCase())
}
