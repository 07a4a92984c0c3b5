import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { instant } from '../clock.ts'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { issueCompanyRefresh } from '../oauth/company-refresh.ts'
import { MIRA } from '../people.ts'
import { currentStep, hasException, STATUS_NAMES, type TravelRequest } from '../travel-requests/entities.ts'
import { faultBody } from './faults.ts'
import { listControlRoutes } from './list-routes.ts'
import { readBody } from './read-body.ts'
import { reportControlRoutes } from './report-routes.ts'
import { MOVES, touch } from './touch.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

const resetBody = z.strictObject({
  seed: z.number().int().optional(),
  pendingForApprover: z.number().int().min(0).max(50_000).optional(),
  /** Signed-in sessions go on unless this is asked for. */
  revokeTokens: z.boolean().optional(),
})

const oauthBody = z.strictObject({
  rotation: z.enum(['at-once', 'grace', 'never']).optional(),
  graceSeconds: z.number().min(0).optional(),
  accessTokenSeconds: z.number().int().positive().optional(),
  geolocation: z.string().nullable().optional(),
  locked: z.array(z.string()).optional(),
  elsewhere: z.array(z.string()).optional(),
})

const touchBody = z.strictObject({ move: z.enum(MOVES).default('next-step'), comment: z.string().optional() })
const touchAllBody = z.strictObject({
  count: z.number().int().positive(),
  loginId: z.string().default(MIRA.login),
})

/** The control port: loopback only, and not for a web page that happens to know the address. */
export const controlRoutes = new Hono<Env>()
  .use('/__control/*', async (c, next) => {
    const origin = c.req.header('origin')
    const local = LOOPBACK.has(c.env.incoming.socket.remoteAddress ?? '')
    if (
      !local ||
      (origin !== undefined && !/^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin))
    ) {
      throw new ConcurError(403, 'The control port answers on loopback only.')
    }
    await next()
  })
  .route('/', listControlRoutes)
  .route('/', reportControlRoutes)
  .post('/__control/reset', async (c) => {
    const { seed, pendingForApprover, revokeTokens } = await readBody(c, resetBody)
    const sandbox = c.get('sandbox')
    const chosen = {
      seed: seed ?? sandbox.settings.seed,
      pendingForApprover: pendingForApprover ?? sandbox.settings.pendingForApprover,
    }
    sandbox.requests.reset(chosen.seed, chosen.pendingForApprover, sandbox.today())
    sandbox.lists.reset(chosen.seed)
    sandbox.reports.reset(chosen.seed, sandbox.today())
    sandbox.faults.clear()
    sandbox.rowFaults.clear()
    sandbox.calls.clear()
    sandbox.tokens.restoreRules()
    if (revokeTokens) {
      sandbox.tokens.revokeAll()
      issueCompanyRefresh(sandbox)
    }
    return c.json(chosen)
  })
  .post('/__control/faults', async (c) =>
    c.json(c.get('sandbox').faults.add(await readBody(c, faultBody)), 201),
  )
  .get('/__control/faults', (c) => c.json(c.get('sandbox').faults.all()))
  .delete('/__control/faults', (c) => {
    c.get('sandbox').faults.clear()
    return c.body(null, 204)
  })
  .post('/__control/faults/:id/release', (c) => {
    c.get('sandbox').faults.release(Number(c.req.param('id')))
    return c.body(null, 204)
  })
  .get('/__control/calls', (c) => c.json(c.get('sandbox').calls.all()))
  .delete('/__control/calls', (c) => {
    c.get('sandbox').calls.clear()
    return c.body(null, 204)
  })
  .post('/__control/expire-tokens', (c) => c.json({ expired: c.get('sandbox').tokens.expireAccess() }))
  .post('/__control/revoke', (c) => {
    c.get('sandbox').tokens.revokeAll()
    return c.body(null, 204)
  })
  .patch('/__control/oauth', async (c) => {
    const { geolocation, ...rules } = await readBody(c, oauthBody)
    const { tokens } = c.get('sandbox')
    tokens.changeRules({
      ...rules,
      ...(geolocation === undefined ? {} : { geolocation: geolocation ?? undefined }),
    })
    return c.json(tokens.rules)
  })
  .get('/__control/requests/:requestKey', (c) => c.json(view(found(c, c.req.param('requestKey')))))
  .post('/__control/requests/touch-all', async (c) => {
    const { count, loginId } = await readBody(c, touchAllBody)
    const { requests, today } = c.get('sandbox')
    const waiting = requests
      .newestFirst()
      .filter((request) => currentStep(request)?.approver.login === loginId)
    const touched = waiting.slice(0, count)
    for (const request of touched) {
      const { firstName, lastName } = request.owner
      request.comments.push({
        text: `Update ${request.comments.length + 1}: dates confirmed.`,
        firstName,
        lastName,
        at: today(),
      })
      requests.changed(request, today())
    }
    return c.json({ touched: touched.map(({ key }) => key) })
  })
  .post('/__control/requests/:requestKey/touch', async (c) => {
    const { move, comment } = await readBody(c, touchBody)
    const request = found(c, c.req.param('requestKey'))
    const { requests, today } = c.get('sandbox')
    if (!touch(request, move, comment, () => requests.newKey(), today())) {
      throw new ConcurError(409, 'The travel request is not pending: there is no step to leave.')
    }
    requests.changed(request, today())
    return c.json(view(request))
  })

function found(c: Context<Env>, key: string): TravelRequest {
  const request = c.get('sandbox').requests.find(key)
  if (!request) throw new ConcurError(404, 'The travel request was not found.')
  return request
}

/** What Concur now holds, for tests to look behind the API. */
const view = (request: TravelRequest) => ({
  ...request,
  statusName: STATUS_NAMES[request.status],
  currentStep: currentStep(request) ?? null,
  hasException: hasException(request),
  lastModifiedDate: instant(request.modifiedAt),
})
