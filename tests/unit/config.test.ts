import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '#lib/config.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const whole = {
  APP_URL: 'https://desk.example.com',
  CONCUR_API_URL: 'https://us2.api.concursolutions.com',
  CONCUR_CLIENT_ID: 'client',
  CONCUR_CLIENT_SECRET: 'a-client-secret',
  AUTH_SECRET: 'Zk3vQ8xW1nB6yT4rL9mP2sD7fG5hJ0cA',
  TOKEN_KEYS: key,
}

describe('The settings', () => {
  it('that are whole give a configuration, the browser going to the www- twin of the API host', () => {
    expect(readConfig(whole)).toMatchObject({
      secure: true,
      concur: { authUrl: 'https://www-us2.api.concursolutions.com' },
      database: { folder: '.data' },
    })
  })

  it('send traces where a collector is named, and nowhere else', () => {
    expect(readConfig({ ...whole, OTEL_EXPORTER_OTLP_ENDPOINT: '' }).traces).toBeNull()
    expect(
      readConfig({
        ...whole,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc,x-tenant=1',
        OTEL_TRACES_SAMPLER_ARG: '0.1',
      }).traces,
    ).toEqual({
      endpoint: 'http://collector:4318',
      headers: { authorization: 'Basic abc', 'x-tenant': '1' },
      share: 0.1,
    })
  })

  it.each([
    [{ APP_URL: undefined }, 'APP_URL is missing.'],
    [{ APP_URL: 'http://desk.example.com' }, 'APP_URL is not usable: must be https'],
    [{ CONCUR_API_URL: 'http://concur.example' }, 'CONCUR_API_URL is not usable: must be https'],
    [{ APP_URL: 'https://desk.example.com/path' }, 'APP_URL is not usable'],
    [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET is not usable: must have at least 32 characters'],
    [{ AUTH_SECRET: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }, 'repeats itself too much'],
    [{ TOKEN_KEYS: 'c2hvcnQ=' }, 'TOKEN_KEYS is not usable: each key must be base64 of exactly 32 bytes'],
    [{ TOKEN_KEYS: `${key},c2hvcnQ=` }, 'TOKEN_KEYS is not usable'],
    [{ CONCUR_CLIENT_SECRET: '' }, 'CONCUR_CLIENT_SECRET is missing.'],
    [{ CONCUR_COMPANY_REFRESH_TOKEN: 'two words' }, 'CONCUR_COMPANY_REFRESH_TOKEN is not usable'],
    [{ CONCUR_COMPANY_REFRESH_TOKEN: 'a-company-refresh-token' }, 'PROCESSOR_LOGINS is missing'],
    [{ CONCUR_ALLOWED_HOSTS: 'us2.api.concursolutions.com' }, 'CONCUR_ALLOWED_HOSTS is not usable'],
    [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL is not usable: must be a postgres:// address'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not usable'],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'no value' }, 'OTEL_EXPORTER_OTLP_HEADERS is not usable'],
    [{ OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG is not usable'],
    [{ AUTH_TRUST_HOST: 'true' }, 'AUTH_TRUST_HOST must not be set'],
  ])('%j are refused in one clear line', (change, line) => {
    const refusal = refusalOf({ ...whole, ...change })
    expect(refusal.lines).toHaveLength(1)
    expect(refusal.lines[0]).toContain(line)
  })

  it('name everything that is wrong at once, and no secret with it', () => {
    const refusal = refusalOf({ AUTH_SECRET: 'my-weak-secret' })
    expect(refusal.lines.length).toBeGreaterThan(4)
    expect(refusal.message).not.toContain('my-weak-secret')
  })
})

function refusalOf(env: Record<string, string | undefined>): ConfigError {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error
  }
  throw new Error('The settings were taken.')
}
