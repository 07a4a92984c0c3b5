import type { TestProject } from 'vitest/node'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a Postgres server, without a database; empty for PGlite. */
    postgresUrl: string
  }
}

/** One real Postgres server for all test files; each file makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres(20_000 + (process.pid % 20_000))
  project.provide('postgresUrl', server.url)
  return server.stop
}
