import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { type ConstructorOptions, fromPglite } from 'pg-boss'
import { lockFolder } from './folder-lock.ts'
import { createPostgresListener } from './postgres-listener.ts'
import * as schema from './schema.ts'

/** What use cases see, whichever engine is behind it. Use `db.transaction()` and never hold one across a call to Concur. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

/** Hears what `pg_notify` says on a channel, from this process and any other. After `onGap` something may have gone unheard. */
export type Listen = (channel: string, onWord: (word: string) => void, onGap: () => void) => Promise<void>

export interface OpenDatabase {
  db: Db
  listen: Listen
  /** How pg-boss reaches the same database. */
  queue: Pick<ConstructorOptions, 'connectionString' | 'db' | 'backend'>
  /** The pool's connections, and calls that wait for one; null where the database is embedded and has none. */
  connections(): { busy: number; idle: number; waiting: number } | null
  close(): Promise<void>
}

/** Any constant that no other program on the same Postgres is likely to take. */
const MIGRATION_LOCK = 4_117_226_001

/** Opens the database and brings its tables up to date. A folder is embedded Postgres; `memory://` is one that is forgotten. */
export async function openDatabase(
  where: { url: string } | { folder: string },
  migrationsFolder: string,
  onIdleError: (error: Error) => void,
): Promise<OpenDatabase> {
  return 'url' in where
    ? openPostgres(where.url, migrationsFolder, onIdleError)
    : openEmbedded(where.folder, migrationsFolder)
}

async function openEmbedded(folder: string, migrationsFolder: string): Promise<OpenDatabase> {
  const release = folder.startsWith('memory://') ? () => {} : lockFolder(folder)
  const dataDir = folder.startsWith('memory://') ? folder : `${folder}/pglite`
  try {
    const client = await PGlite.create({ dataDir })
    const db = drizzlePglite({ client, schema })
    await migratePglite(db, { migrationsFolder })
    return {
      db,
      listen: async (channel, onWord) => {
        await client.listen(channel, onWord)
      },
      queue: { db: fromPglite(client), backend: 'pglite' },
      connections: () => null,
      close: async () => {
        await client.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function openPostgres(
  url: string,
  migrationsFolder: string,
  onIdleError: (error: Error) => void,
): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 })
  // A connection that drops while it idles is replaced at the next query; without a listener it would end the process.
  pool.on('error', onIdleError)
  const db = drizzlePostgres({ client: pool, schema })
  // Several processes may start at once: the first migrates, the others wait for it.
  const lock = await pool.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migratePostgres(db, { migrationsFolder })
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined)
    lock.release()
  }
  const listener = createPostgresListener(url, onIdleError)
  return {
    db,
    listen: listener.listen,
    queue: { connectionString: url },
    connections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: async () => {
      await listener.close()
      await pool.end()
    },
  }
}
