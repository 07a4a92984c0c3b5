import { z } from 'zod'
import { isLoopback, wwwTwin } from '#lib/concur/hosts.ts'
import { NamedError } from '#lib/concur/named-error.ts'

const origin = z.url({ protocol: /^https?$/ }).transform((text, context) => {
  const url = new URL(text)
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    context.addIssue({ code: 'custom', message: 'must be https: plain http is for a loopback address only' })
    return z.NEVER
  }
  if (url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin
  context.addIssue({
    code: 'custom',
    message: 'must be an origin such as https://desk.example.com, without a path',
  })
  return z.NEVER
})

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

const tokenKey = z.string().transform((text, context) => {
  const key = Buffer.from(text, 'base64')
  if (key.length === 32) return key
  context.addIssue({
    code: 'custom',
    message: 'each key must be base64 of exactly 32 bytes (openssl rand -base64 32)',
  })
  return z.NEVER
})

/** `name=value`, percent-encoded, as OpenTelemetry has it. */
const header = z.string().transform((text, context): [string, string] => {
  const [, name, value] = /^([\w-]+)=((?:%[0-9A-Fa-f]{2}|[\x21-\x24\x26-\x7e])*)$/.exec(text) ?? []
  try {
    if (name !== undefined && value !== undefined) return [name, decodeURIComponent(value)]
  } catch {
    // Bytes that are no text.
  }
  context.addIssue({ code: 'custom', message: 'must be name=value, separated by commas' })
  return z.NEVER
})

const secret = z
  .string()
  .min(32, 'must have at least 32 characters (openssl rand -base64 32)')
  .refine(
    (text) => new Set(text).size >= 12,
    'repeats itself too much to be a secret (openssl rand -base64 32)',
  )

const optional = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), inner.optional())

const environment = z.object({
  APP_URL: origin,
  CONCUR_API_URL: origin,
  CONCUR_AUTH_URL: optional(origin),
  CONCUR_CLIENT_ID: z.string().min(1, 'must be the client id of the registered app'),
  CONCUR_CLIENT_SECRET: z.string().min(8, 'must be the client secret of the registered app'),
  CONCUR_SCOPES: z
    .string()
    .default('openid user.read identity.user.core.read TRVREQ LIST EXPRPT expense.report.readwrite'),
  CONCUR_COMPANY_REFRESH_TOKEN: optional(
    z.string().regex(/^[\x21-\x7e]{8,}$/, 'must be the company’s refresh token, without spaces'),
  ),
  PROCESSOR_LOGINS: commaList.default([]),
  CONCUR_ALLOWED_HOSTS: commaList.pipe(z.array(origin)).default([]),
  AUTH_SECRET: secret,
  TOKEN_KEYS: commaList.pipe(z.array(tokenKey).min(1, 'must hold at least one key')),
  ADMIN_LOGINS: commaList.default([]),
  METRICS_TOKEN: optional(secret),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    z.url({ protocol: /^https?$/, error: 'must be the http address of a collector' }),
  ),
  OTEL_EXPORTER_OTLP_HEADERS: commaList.pipe(z.array(header)).default([]),
  OTEL_TRACES_SAMPLER_ARG: optional(z.coerce.number().min(0).max(1)),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })),
  DATA_DIR: z.string().default('.data'),
})

/** The names of all settings, for whoever holds documentation against them. */
export const settingNames = Object.keys(environment.shape)

/** Everything that is settled before the first request. Secrets are in it: never log it whole. */
export interface Config {
  appUrl: string
  secure: boolean
  concur: {
    apiUrl: string
    /** Where the browser goes to sign in: Concur's `www-` twin of the API host. */
    authUrl: string
    clientId: string
    clientSecret: string
    scopes: string[]
    /** Where the company's grant begins; it rotates in the vault from then on. */
    companyRefreshToken: string | undefined
    allowedHosts: string[]
  }
  authSecret: string
  tokenKeys: Buffer[]
  adminLogins: string[]
  /** Who acts with the company's token; `*` is everybody who signs in. */
  processorLogins: string[]
  /** Whoever shows it may read the metrics. */
  metricsToken: string | undefined
  logLevel: string
  /** Where spans go; null where nobody asked for traces. */
  traces: { endpoint: string; headers: Record<string, string>; share: number } | null
  database: { url: string } | { folder: string }
}

/** One line for each setting that is missing or weak. */
export class ConfigError extends NamedError {
  static override readonly errorName: string = 'ConfigError'
  readonly lines: string[]

  constructor(lines: string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

/** @throws ConfigError naming every setting that is missing or weak; values of secrets are never in it. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = environment.safeParse(env)
  const lines = read.success ? [] : linesFor(read.error.issues, env)
  if (env.AUTH_TRUST_HOST) lines.push('AUTH_TRUST_HOST must not be set: Clearance trusts APP_URL alone.')
  if (read.success && read.data.CONCUR_COMPANY_REFRESH_TOKEN && read.data.PROCESSOR_LOGINS.length === 0)
    lines.push(
      'PROCESSOR_LOGINS is missing: name who may act with CONCUR_COMPANY_REFRESH_TOKEN, which may do more than they, or * for everybody.',
    )
  if (!read.success || lines.length > 0) throw new ConfigError(lines)
  const set = read.data
  return {
    appUrl: set.APP_URL,
    secure: set.APP_URL.startsWith('https:'),
    concur: {
      apiUrl: set.CONCUR_API_URL,
      authUrl: set.CONCUR_AUTH_URL ?? wwwTwin(set.CONCUR_API_URL),
      clientId: set.CONCUR_CLIENT_ID,
      clientSecret: set.CONCUR_CLIENT_SECRET,
      scopes: set.CONCUR_SCOPES.split(/\s+/).filter(Boolean),
      companyRefreshToken: set.CONCUR_COMPANY_REFRESH_TOKEN,
      allowedHosts: set.CONCUR_ALLOWED_HOSTS,
    },
    authSecret: set.AUTH_SECRET,
    tokenKeys: set.TOKEN_KEYS,
    adminLogins: set.ADMIN_LOGINS.map((login) => login.toLowerCase()),
    processorLogins: set.PROCESSOR_LOGINS.map((login) => login.toLowerCase()),
    metricsToken: set.METRICS_TOKEN,
    logLevel: set.LOG_LEVEL,
    traces: set.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: set.OTEL_EXPORTER_OTLP_ENDPOINT,
          headers: Object.fromEntries(set.OTEL_EXPORTER_OTLP_HEADERS),
          share: set.OTEL_TRACES_SAMPLER_ARG ?? 1,
        }
      : null,
    database: set.DATABASE_URL ? { url: set.DATABASE_URL } : { folder: set.DATA_DIR },
  }
}

/** The first complaint about each setting: the others follow from it. */
function linesFor(issues: z.core.$ZodIssue[], env: Record<string, string | undefined>): string[] {
  const first = new Map<PropertyKey | undefined, z.core.$ZodIssue>()
  for (const issue of issues) if (!first.has(issue.path[0])) first.set(issue.path[0], issue)
  return [...first.values()].map((issue) => lineFor(issue, env))
}

function lineFor(issue: z.core.$ZodIssue, env: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  const missing = env[name] === undefined || env[name] === ''
  return missing ? `${name} is missing.` : `${name} is not usable: ${issue.message}.`
}
