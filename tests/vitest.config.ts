import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 20_000, hookTimeout: 60_000 }
const onPGlite = { provide: { postgresUrl: '' }, ...timeouts }
const onPostgres = { globalSetup: ['tests/support/postgres.ts'], ...timeouts }

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], ...timeouts } },
      { test: { name: 'sandbox', include: ['tests/sandbox/**/*.test.ts'], ...timeouts } },
      // The same tests on both databases: embedded, and a real Postgres server.
      { test: { name: 'bff on PGlite', include: ['tests/bff/**/*.test.ts'], ...onPGlite } },
      { test: { name: 'bff on PostgreSQL', include: ['tests/bff/**/*.test.ts'], ...onPostgres } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...onPGlite } },
      // Most of their time they wait: on PGlite for a process to start, on PostgreSQL for one to be missed.
      {
        test: {
          name: 'crashes on PGlite',
          include: ['tests/crashes/**/*.test.ts'],
          ...onPGlite,
          maxConcurrency: 6,
        },
      },
      {
        test: {
          name: 'crashes on PostgreSQL',
          include: ['tests/crashes/**/*.test.ts'],
          ...onPostgres,
          maxConcurrency: 16,
        },
      },
      // What runs in an image is what was built: `npm test` builds first.
      { test: { name: 'operations', include: ['tests/operations/**/*.test.ts'], ...timeouts } },
      { test: { name: 'attacks', include: ['tests/attacks/**/*.test.ts'], ...onPGlite } },
    ],
  },
})
