import { join } from 'node:path'
import type { DestinationStream, Logger } from 'pino'
import { type AuditedPerson, type AuditLog, createAuditLog } from './audit/audit-log.ts'
import { closeActsLeftBehind } from './audit/close-acts-left-behind.ts'
import { createSealer } from './auth/sealed-text.ts'
import { createSessionStore, type SessionStore, type SignedInPerson } from './auth/session-store.ts'
import { SignInFailed } from './auth/sign-in-failure.ts'
import { createSignInLimit, type SignInLimit } from './auth/sign-in-limit.ts'
import { findSignedInPerson, signInPerson } from './auth/sign-in-person.ts'
import { createTokenVault, type TokenVault } from './auth/token-vault.ts'
import { createRateLimit, type RateLimit } from './bff/rate-limit.ts'
import { createStreamLimit, type StreamLimit } from './bff/stream-limit.ts'
import type { ConcurClient } from './concur/client.ts'
import { revokeConnections } from './concur/connections.ts'
import { ConcurForbidden, ConcurNotFound } from './concur/errors.ts'
import { allowOrigins } from './concur/geolocation.ts'
import { createIdTokenVerifier } from './concur/id-token.ts'
import { type Identity, readPerson } from './concur/identity-v4.ts'
import { exchangeCode, type OAuthClient, type OAuthTokens, refresh } from './concur/oauth.ts'
import { createParsePool } from './concur/parse-pool.ts'
import {
  type CallReport,
  type CircuitReport,
  createTransport,
  type Timing,
  type TokenSource,
} from './concur/transport.ts'
import { type Config, readConfig } from './config.ts'
import { type Context, jobContext } from './context.ts'
import { type OpenDatabase, openDatabase } from './db/open-database.ts'
import { createDoor, type Door } from './door.ts'
import { clearExceptionsJob } from './exceptions/clear-exceptions.job.ts'
import { scanExceptionsJob } from './exceptions/scan-exceptions.job.ts'
import { listenToChanges } from './jobs/job-changes.ts'
import { openJobQueue } from './jobs/job-queue.ts'
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts'
import { codeChangeJob } from './lists/code-change.job.ts'
import { listBatchJob } from './lists/list-batch.job.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { bulkDecisionJob } from './requests/bulk-decision.job.ts'
import { endLeases } from './requests/while-leased.ts'
import { traceConcurCall } from './tracing.ts'
import { createWorkLog, type WorkLog } from './work-log.ts'

const USER_AGENT = 'Clearance/0.1'

/** The running desk: everything that lives as long as the process. */
export interface Clearance {
  config: Config
  database: OpenDatabase
  log: Logger
  during: WorkLog['during']
  now: () => Date
  sessions: SessionStore
  vault: TokenVault
  rateLimit: RateLimit
  streamLimit: StreamLimit
  signInLimit: SignInLimit
  jobs: JobRunner<Context>
  authorizeUrl: string
  completeSignIn(
    code: string,
    redirectUri: string,
    nonce?: string,
  ): Promise<{ personId: string; name: string; login: string }>
  revokeConnections(personId: string): Promise<void>
  concurFor(
    person: Pick<SignedInPerson, 'id'>,
    mode: ConcurClient['mode'],
    signal?: AbortSignal,
  ): ConcurClient
  /** The company's own tokens, for the plain `reports/...` routes; null where none are configured. */
  companyTokens(): TokenSource | null
  audit(person: AuditedPerson): AuditLog
  metrics: Metrics
  /** What became of the last calls to each data center. */
  circuits(): CircuitReport[]
  /** Every call of a person comes through it. */
  door: Door
  /** Aborted when the work is to end: answers that would go on end by it. */
  stopping: AbortSignal
  /** Takes nothing new; resolves when calls and rows that are with Concur have ended. */
  endWork(): Promise<void>
  /** Ends the work, then closes the database. */
  close(): Promise<void>
}

declare global {
  /** Next loads instrumentation and routes as separate bundles: the global scope is what they share. */
  var runningClearance: Promise<Clearance> | undefined
}

/** The one running desk of this process, started on first use. */
export function clearance(): Promise<Clearance> {
  globalThis.runningClearance ??= boot(readConfig(process.env))
  return globalThis.runningClearance
}

/** Puts the parts together. The only place that does; tests call it with a configuration of their own. */
export async function boot(
  config: Config,
  root = process.cwd(),
  logTo?: DestinationStream,
  timing: Timing = {},
): Promise<Clearance> {
  const now = () => new Date((timing.clock ?? Date.now)())
  const { log, during } = createWorkLog(config.logLevel, logTo)
  const database = await openDatabase(config.database, join(root, 'lib/db/migrations'), (error) =>
    log.warn({ err: error }, 'an idle database connection was lost'),
  )
  const { db } = database
  // Imported here and nowhere else: whoever wants no traces loads nothing for them.
  const endTraces = config.traces
    ? (await import('./export-spans.ts')).exportSpans(config.traces, (error) =>
        log.warn({ err: error }, 'traces could not be sent'),
      )
    : undefined
  const alone = 'folder' in config.database

  const allowed = allowOrigins([config.concur.apiUrl, ...config.concur.allowedHosts])
  const { clientId, clientSecret, apiUrl } = config.concur
  const onCall = (report: CallReport) => {
    log.debug(report, 'concur call')
    metrics.concurCall(report)
    traceConcurCall(report)
  }
  const oauth: OAuthClient = { clientId, clientSecret, allowed, userAgent: USER_AGENT, onCall, ...timing }
  const idTokens = createIdTokenVerifier(oauth)
  const parser = createParsePool({ workerFile: join(root, 'lib/concur/parse-worker.ts') })
  const transport = createTransport({ ...timing, allowed, userAgent: USER_AGENT, onCall })
  const metrics = createMetrics(database, transport.circuits)

  const sessions = createSessionStore(db, now, alone)
  const vault = createTokenVault({
    db,
    sealer: createSealer(config.tokenKeys),
    refresh: (refreshToken, geolocation) => refresh(oauth, { refreshToken, geolocation }),
    now,
    alone,
  })
  const { companyRefreshToken } = config.concur
  const companyTokens = companyRefreshToken
    ? await vault.adoptCompanyGrant(companyRefreshToken, apiUrl)
    : null
  const concurFor: Clearance['concurFor'] = (person, mode, signal) => ({
    transport,
    tokens: vault.tokensOf(person.id),
    parser,
    mode,
    signal,
  })

  const sweep = () => Promise.all([sessions.sweep(), closeActsLeftBehind(db, now())])

  async function completeSignIn(code: string, redirectUri: string, nonce?: string) {
    await sweep()
    const tokens = await exchangeCode(oauth, { origin: apiUrl, code, redirectUri })
    const identity = await identify(tokens, nonce)
    const person = await signInPerson(db, vault, identity, tokens)
    await createAuditLog(db, person, now, log).record('sign-in', {
      kind: 'session',
      key: person.id,
      label: person.name,
    })
    return { personId: person.id, name: person.name, login: person.login }
  }

  /** Who signed in, by the verified id_token; name, login and company by Identity v4 where the company allows it. */
  async function identify(tokens: OAuthTokens, nonce?: string): Promise<Identity> {
    if (!tokens.idToken)
      throw new SignInFailed('scope', 'Concur sent no id_token: the app needs the scope openid.')
    const { sub } = await idTokens.verify(tokens.idToken, nonce)
    const grant = {
      accessToken: tokens.accessToken,
      expiresAt: tokens.expiresAt,
      geolocation: tokens.geolocation,
    }
    const once = { current: async () => grant, refresh: async () => grant }
    try {
      const identity = await readPerson({ transport, tokens: once, parser, mode: 'page' }, sub)
      if (identity.id.toLowerCase() !== sub.toLowerCase())
        throw new SignInFailed('failed', 'Identity v4 answered with another person than the id_token names.')
      return { ...identity, id: sub }
    } catch (error) {
      if (!(error instanceof ConcurForbidden || error instanceof ConcurNotFound)) throw error
      log.warn({ sub }, 'Identity v4 is not open to this app: the person is shown by id')
      return { id: sub, login: sub, name: sub, companyId: null }
    }
  }

  const stopping = new AbortController()
  const app: Clearance = {
    config,
    database,
    log,
    during,
    now,
    sessions,
    vault,
    rateLimit: createRateLimit(),
    streamLimit: createStreamLimit(),
    signInLimit: createSignInLimit(),
    jobs: createJobRunner<Context>({
      db,
      queue: await openJobQueue(database, log),
      alone,
      changes: await listenToChanges(database.listen),
      kinds: [bulkDecisionJob, listBatchJob, codeChangeJob, clearExceptionsJob, scanExceptionsJob],
      contextFor: async (personId) => jobContext(app, await findSignedInPerson(db, personId), log),
      now,
      log,
      during,
    }),
    authorizeUrl: `${config.concur.authUrl}/oauth2/v0/authorize`,
    completeSignIn,
    revokeConnections: (personId) => revokeConnections(concurFor({ id: personId }, 'page')),
    concurFor,
    companyTokens: () => companyTokens,
    audit: (person) => createAuditLog(db, person, now, log),
    metrics,
    circuits: transport.circuits,
    door: createDoor(),
    stopping: stopping.signal,
    async endWork() {
      stopping.abort()
      await Promise.all([app.door.close(), app.jobs.close()])
    },
    async close() {
      await app.endWork()
      await parser.close()
      await endTraces?.()
      await database.close()
    },
  }
  await sweep()
  if (alone) await endLeases(db, now())
  await app.jobs.begin()
  return app
}
