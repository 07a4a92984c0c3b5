import { sql } from 'drizzle-orm'
import {
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A person of Concur who signed in at least once. */
export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** A UUID that Concur gives no second person, in whatever company. */
    concurUserId: text('concur_user_id').notNull(),
    /** Empty where Concur does not let the app read it. */
    companyId: text('company_id').notNull().default(''),
    login: text('login').notNull(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('people_concur_user').on(table.concurUserId)],
)

/** Sessions by the hash of their token: who reads this table cannot sign in with it. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sessions_person').on(table.personId)],
)

/** The token vault: one OAuth grant a holder, sealed with AES-256-GCM. `version` and the lease make a refresh single-flight across processes. */
export const grants = pgTable('grants', {
  /** The person's id, or `company`. */
  holder: text('holder').primaryKey(),
  /** Null for the company's. */
  personId: uuid('person_id')
    .unique()
    .references(() => people.id, { onDelete: 'cascade' }),
  geolocation: text('geolocation').notNull(),
  scopes: text('scopes').notNull(),
  accessToken: text('access_token_sealed').notNull(),
  refreshToken: text('refresh_token_sealed').notNull(),
  accessExpiresAt: instant('access_expires_at').notNull(),
  version: integer('version').notNull().default(1),
  leaseOwner: text('lease_owner'),
  leaseUntil: instant('lease_until'),
  /** Of the configured refresh token that the company's grant goes back to; null for a person's. */
  configuredHash: text('configured_hash'),
  /** Why Concur will not take this grant any more. */
  deadReason: text('dead_reason'),
  updatedAt: instant('updated_at').notNull(),
})

/** One row for each thing that somebody decided at a workflow step: committed before Concur is called, so that two clicks make one post. */
export const workflowIntents = pgTable(
  'workflow_intents',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    requestKey: text('request_key').notNull(),
    stepId: text('step_id').notNull(),
    action: text('action', { enum: ['approve', 'send-back', 'recall'] }).notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** The request as it stood when this was decided: a late second click on the same page answers like the first. */
    version: text('version').notNull(),
    /** What a read back is compared with, should the process go away before the answer. */
    before: jsonb('before'),
    state: text('state', { enum: ['pending', 'done', 'refused', 'unknown'] }).notNull(),
    message: text('message').notNull().default(''),
    correlationId: text('correlation_id'),
    attempt: integer('attempt').notNull().default(1),
    /** A pending intent past this instant belongs to a process that is gone. */
    leaseUntil: instant('lease_until').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [uniqueIndex('workflow_intents_once').on(table.requestKey, table.stepId, table.action)],
)

/** One row for each header that somebody creates: committed before Concur is called, so that two clicks make one request. */
export const requestCreations = pgTable(
  'request_creations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** Of everything that is sent: the same header is the same click. */
    headerHash: text('header_hash').notNull(),
    /** What the person heard; null while it is under way. */
    answer: jsonb('answer'),
    attempt: integer('attempt').notNull().default(1),
    claimedAt: instant('claimed_at').notNull().defaultNow(),
    answeredAt: instant('answered_at'),
    /** Without an answer past this instant it belongs to a process that is gone. */
    leaseUntil: instant('lease_until').notNull(),
  },
  (table) => [uniqueIndex('request_creations_once').on(table.personId, table.headerHash)],
)

/** Who did what: written with the act, never changed or deleted (a trigger refuses both). */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    actId: uuid('act_id').notNull(),
    at: instant('at').notNull(),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    personLogin: text('person_login').notNull(),
    verb: text('verb').notNull(),
    objectKind: text('object_kind').notNull(),
    objectKey: text('object_key').notNull(),
    objectLabel: text('object_label').notNull(),
    phase: text('phase').notNull(),
    before: jsonb('before'),
    message: text('message').notNull().default(''),
    correlationId: text('correlation_id'),
    jobId: text('job_id'),
  },
  (table) => [
    index('audit_entries_person').on(table.personId, table.id),
    index('audit_entries_object').on(table.objectKey),
    index('audit_entries_act').on(table.actId),
    index('audit_entries_kind').on(table.objectKind, table.at),
  ],
)

export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    state: text('state', { enum: ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'] }).notNull(),
    reason: text('reason'),
    pausedUntil: instant('paused_until'),
    /** Pauses since a step last ended: after a few the job gives up. */
    pauses: integer('pauses').notNull().default(0),
    /** What the job's kind needs, checked by its own schema when it is read. */
    input: jsonb('input').notNull(),
    /** The list it writes to. */
    listId: text('list_id'),
    /** Jobs of one lane send their steps one at a time. */
    lane: text('lane'),
    /** Since when it waits for its turn in the lane: who waits longest goes next. */
    turnAt: instant('turn_at').notNull(),
    /** The queue's ticket that may run this job; any other is an old one. */
    ticket: uuid('ticket').notNull(),
    /** Which run of the job this is: a process that was frozen and replaced cannot write any more. */
    attempt: integer('attempt').notNull().default(0),
    /** Grows with every change of the job, its steps and rows, which carry it too: the order in which a page hears of them. */
    revision: integer('revision').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('jobs_person').on(table.personId, table.createdAt),
    index('jobs_lane').on(table.lane).where(sql`ended_at is null`),
  ],
)

/** What goes to Concur as one. Step 0 holds the rows that were never to be sent. */
export const jobSteps = pgTable(
  'job_steps',
  {
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    index: integer('index').notNull(),
    operation: text('operation'),
    state: text('state', { enum: ['queued', 'running', 'done', 'cancelled'] }).notNull(),
    /** Set before the step is sent as one: from then on nobody knows what became of a row without an end. */
    sentAt: instant('sent_at'),
    total: integer('total').notNull(),
    succeeded: integer('succeeded').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    unknown: integer('unknown').notNull().default(0),
    notSent: integer('not_sent').notNull().default(0),
    revision: integer('revision').notNull().default(0),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.index] })],
)

export const jobRows = pgTable(
  'job_rows',
  {
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    /** As in the file or the selection, from 1. */
    row: integer('row').notNull(),
    step: integer('step').notNull(),
    outcome: text('outcome', { enum: ['pending', 'done', 'refused', 'unknown', 'not-sent'] }).notNull(),
    code: text('code'),
    item: jsonb('item').notNull(),
    /** Where rows are sent by themselves: set before that, so a row that started and never ended is not unsent. */
    startedAt: instant('started_at'),
    message: text('message'),
    advice: text('advice'),
    revision: integer('revision').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.row] }),
    index('job_rows_step').on(table.jobId, table.step, table.row),
    index('job_rows_revision').on(table.jobId, table.revision, table.row),
  ],
)

/** The exceptions that a scan found on the report of one of its rows; none is a finding too. */
export const exceptionFindings = pgTable(
  'exception_findings',
  {
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    row: integer('row').notNull(),
    exceptions: jsonb('exceptions').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.row] })],
)

/** Who sends in a lane right now. Past `heldUntil` the holder is gone. */
export const jobLanes = pgTable('job_lanes', {
  lane: text('lane').primaryKey(),
  jobId: uuid('job_id'),
  heldUntil: instant('held_until'),
})
