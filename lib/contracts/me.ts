import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'

/** What the granted scopes allow, with the reason where they do not. Concur's roles decide once more at each call. */
export const capability = z.object({ allowed: z.boolean(), reason: z.string().nullable() })
export type Capability = z.infer<typeof capability>

export const me = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  companyId: z.string().nullable(),
  /** "US2", from the token's geolocation, or its host. */
  dataCenter: z.string(),
  capabilities: z.object({
    requests: capability,
    lists: capability,
    /** To read them; `canWrite` is to add and clear. */
    exceptions: capability.extend({ canWrite: capability }),
  }),
  auditsEverybody: z.boolean(),
})
export type Me = z.infer<typeof me>

export const readMe = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in person',
  answer: me,
})

const ended = z.object({ ended: z.boolean() })

export const signOutEverywhere = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/session/sign-out-everywhere',
  summary: 'End every session of the signed-in person, on every machine',
  answer: ended,
})

export const disconnect = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/session/disconnect',
  summary: 'Revoke the app’s tokens at Concur and forget them, then end every session',
  answer: ended,
})
