import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 20_000, hookTimeout: 60_000 }

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], ...timeouts } },
      { test: { name: 'sandbox', include: ['tests/sandbox/**/*.test.ts'], ...timeouts } },
      // The same tests on both databases: embedded, and a real Postgres server.
      {
        test: {
          name: 'bff on PGlite',
          include: ['tests/bff/**/*.test.ts'],
          provide: { postgresUrl: '' },
          ...timeouts,
        },
      },
      {
        test: {
          name: 'bff on PostgreSQL',
          include: ['tests/bff/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.ts'],
          ...timeouts,
        },
      },
    ],
  },
})
