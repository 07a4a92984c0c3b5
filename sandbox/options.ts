import { z } from 'zod'
import type { Now } from './clock.ts'

/** Every scope that the documented operations ask for. */
export const ALL_SCOPES = [
  'openid',
  'user.read',
  'identity.user.ids.read',
  'identity.user.core.read',
  'TRVREQ',
  'travelrequest.write',
  'LIST',
  'spend.list.read',
  'spend.listitem.read',
  'spend.listitem.write',
  'spend.listitem.delete',
  'expense.report.read',
  'expense.report.readwrite',
  'EXPRPT',
] as const

export type SandboxOptions = {
  host?: string
  /** 0 takes any free port. */
  port?: number
  /** Its origin as tokens and links name it, where that is not the address it listens at. */
  publicUrl?: string
  seed?: number
  /** How many requests wait for Mira Okafor. */
  pendingForApprover?: number
  clientId?: string
  clientSecret?: string
  /** What the app is registered for; asking for more ends in error 54. */
  scopes?: readonly string[]
  /** Without it any loopback http origin with the path /api/auth/callback/concur is accepted. */
  redirectUris?: readonly string[]
  tokenSeconds?: number
  /** The password of the company's password grant (credtype authtoken). */
  companyRequestToken?: string
  /** A company refresh token that is valid from the start. */
  companyRefreshToken?: string
  /** The instant at which the business clock starts; tokens always keep the real time. */
  today?: number
  now?: Now
}

export type SandboxSettings = Required<Omit<SandboxOptions, 'redirectUris' | 'today' | 'publicUrl'>> &
  Pick<SandboxOptions, 'redirectUris' | 'today' | 'publicUrl'>

export const DEFAULTS = {
  host: '127.0.0.1',
  port: 4100,
  seed: 1,
  pendingForApprover: 42,
  clientId: 'clearance-sandbox',
  clientSecret: 'clearance-sandbox-secret',
  scopes: ALL_SCOPES,
  tokenSeconds: 3600,
  companyRequestToken: 'northwind-request-token',
  companyRefreshToken: 'northwind-company-refresh-token',
  now: Date.now,
} satisfies SandboxOptions

export function settingsFrom(options: SandboxOptions): SandboxSettings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...DEFAULTS, ...given }
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
const count = z.coerce.number().int().positive()

const environment = z.object({
  SANDBOX_HOST: z.string().optional(),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SANDBOX_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  SANDBOX_SEED: z.coerce.number().int().optional(),
  SANDBOX_PENDING: z.coerce.number().int().min(0).optional(),
  SANDBOX_CLIENT_ID: z.string().min(1).optional(),
  SANDBOX_CLIENT_SECRET: z.string().min(1).optional(),
  SANDBOX_SCOPES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .optional(),
  SANDBOX_REDIRECT_URIS: list.optional(),
  SANDBOX_TOKEN_SECONDS: count.optional(),
  SANDBOX_COMPANY_REQUEST_TOKEN: z.string().min(1).optional(),
  SANDBOX_COMPANY_REFRESH_TOKEN: z.string().min(1).optional(),
  SANDBOX_TODAY: z.iso.datetime({ offset: true, local: true }).or(z.iso.date()).optional(),
})

/** Reads the environment; an empty value counts as not set, a wrong one is thrown as a zod error. */
export function optionsFromEnvironment(env: Record<string, string | undefined>): SandboxOptions {
  const read = environment.parse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  return {
    host: read.SANDBOX_HOST,
    port: read.SANDBOX_PORT,
    publicUrl: read.SANDBOX_PUBLIC_URL,
    seed: read.SANDBOX_SEED,
    pendingForApprover: read.SANDBOX_PENDING,
    clientId: read.SANDBOX_CLIENT_ID,
    clientSecret: read.SANDBOX_CLIENT_SECRET,
    scopes: read.SANDBOX_SCOPES,
    redirectUris: read.SANDBOX_REDIRECT_URIS,
    tokenSeconds: read.SANDBOX_TOKEN_SECONDS,
    companyRequestToken: read.SANDBOX_COMPANY_REQUEST_TOKEN,
    companyRefreshToken: read.SANDBOX_COMPANY_REFRESH_TOKEN,
    today: read.SANDBOX_TODAY === undefined ? undefined : Date.parse(utc(read.SANDBOX_TODAY)),
  }
}

// A day or a time without a zone is meant in UTC, as everywhere in the travel request resource.
const utc = (text: string): string => (/T/.test(text) && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text)
