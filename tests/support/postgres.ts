import type { TestProject } from 'vitest/node'
import { freePort } from '../../scripts/processes.mjs'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a Postgres server, without a database; empty for PGlite. */
    postgresUrl: string
  }
}

/** One real Postgres server for all test files of a project; each file makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Several projects may be set up at the same time.
  const server = await startPostgres(await freePort(20_000 + Math.floor(Math.random() * 20_000)))
  project.provide('postgresUrl', server.url)
  return server.stop
}
