import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { demoSettings } from '../../scripts/demo-settings.mjs'

/** Boots a desk, ends it, and says which OpenTelemetry packages were loaded on the way. */
const program = `
  import { registerHooks } from 'node:module'
  const loaded = new Set()
  registerHooks({
    load(url, context, next) {
      const name = /node_modules\\/(@opentelemetry\\/[^/]+)/.exec(url)?.[1]
      if (name) loaded.add(name)
      return next(url, context)
    },
  })
  const { boot } = await import('./lib/boot.ts')
  const { readConfig } = await import('./lib/config.ts')
  const app = await boot(readConfig(process.env))
  await app.close()
  process.stdout.write(JSON.stringify([...loaded].sort()))
`

const settings = {
  ...demoSettings({
    appUrl: 'http://localhost:3000',
    sandboxUrl: 'http://127.0.0.1:4100',
    dataDir: 'memory://',
  }),
  NODE_ENV: process.env.NODE_ENV,
  LOG_LEVEL: 'silent',
}

const loadedWith = (more: Record<string, string>): string[] =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...settings, ...more },
      encoding: 'utf8',
    }),
  )

it('A desk that nobody traces loads nothing of OpenTelemetry but its API', () => {
  expect(loadedWith({})).toEqual(['@opentelemetry/api'])
})

it('A desk that is traced loads the SDK', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }
  expect(loadedWith(endpoint)).toContain('@opentelemetry/sdk-trace')
})
