import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Nothing here is about time: a machine that does other things beside may take long for anything. */
const timeouts = { testTimeout: 20_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } }
const onPGlite = { provide: { postgresUrl: '' }, ...timeouts }
const onPostgres = { globalSetup: ['tests/support/postgres.ts'], ...timeouts }

/** On PGlite for a process to start, on PostgreSQL for one to be missed: their files run side by side, after all others. */
const mostlyWaiting = { maxWorkers: 4, sequence: { groupOrder: 1 } }

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // Tests wait for databases and sandboxes: on two processors two files at once take two thirds of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    allowOnly: false,
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], ...timeouts } },
      { test: { name: 'sandbox', include: ['tests/sandbox/**/*.test.ts'], ...timeouts } },
      // The same tests on both databases: embedded, and a real Postgres server.
      { test: { name: 'bff on PGlite', include: ['tests/bff/**/*.test.ts'], ...onPGlite } },
      { test: { name: 'bff on PostgreSQL', include: ['tests/bff/**/*.test.ts'], ...onPostgres } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...onPGlite } },
      {
        test: {
          name: 'crashes on PGlite',
          include: ['tests/crashes/**/*.test.ts'],
          // An embedded database cannot go away without its desk.
          exclude: ['tests/crashes/database-away.test.ts'],
          ...onPGlite,
          ...mostlyWaiting,
          maxConcurrency: 4,
        },
      },
      {
        test: {
          name: 'crashes on PostgreSQL',
          include: ['tests/crashes/**/*.test.ts'],
          // There each death takes half a minute to be missed, and a job that took five processes down with it is given to no other.
          exclude: ['tests/crashes/again-and-again.test.ts'],
          ...onPostgres,
          ...mostlyWaiting,
          maxConcurrency: 16,
        },
      },
      // What runs in an image is what was built: `npm test` builds first.
      { test: { name: 'operations', include: ['tests/operations/**/*.test.ts'], ...timeouts } },
      { test: { name: 'attacks', include: ['tests/attacks/**/*.test.ts'], ...onPGlite } },
    ],
  },
})
