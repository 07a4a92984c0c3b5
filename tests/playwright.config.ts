import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './support/find-browser.mjs'

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results/browser',
  // Each worker has an app and a sandbox of its own (see desk-fixture.ts), so tests never meet.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/browser.json' }]],
  use: { launchOptions: findBrowser(), trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
})
