import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { businessClock } from './clock.ts'
import type { Sandbox } from './context.ts'
import { CallLog } from './control/calls.ts'
import { FaultStore } from './control/faults.ts'
import { RowFaultStore } from './control/row-faults.ts'
import { ListStore } from './lists/store.ts'
import { issueCompanyRefresh } from './oauth/company-refresh.ts'
import { IdTokenSigner } from './oauth/id-token.ts'
import { TokenStore } from './oauth/store.ts'
import { type SandboxOptions, settingsFrom } from './options.ts'
import { ReportStore } from './reports/store.ts'
import { TravelRequestStore } from './travel-requests/store.ts'

export type RunningSandbox = {
  /** Where it listens, without a slash at the end. */
  url: string
  close(): Promise<void>
  /** The state behind the API. */
  store: Sandbox
  /** Method and path of everything that is registered. */
  routes: readonly { method: string; path: string }[]
}

/** Starts a Concur of its own. Several may run in one process; they share nothing. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const settings = settingsFrom(options)
  const { host, port, now } = settings
  const sandbox: Sandbox = {
    settings,
    now,
    today: businessClock(now, settings.today),
    tokens: new TokenStore(now, settings.tokenSeconds),
    signer: await IdTokenSigner.create(),
    requests: new TravelRequestStore(),
    lists: new ListStore(),
    reports: new ReportStore(),
    faults: new FaultStore(),
    rowFaults: new RowFaultStore(),
    calls: new CallLog(),
    origin: '',
  }
  sandbox.requests.reset(settings.seed, settings.pendingForApprover, sandbox.today())
  sandbox.lists.reset(settings.seed)
  sandbox.reports.reset(settings.seed, sandbox.today())
  issueCompanyRefresh(sandbox)

  const app = createApp(sandbox)
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`
  sandbox.origin = settings.publicUrl ?? url

  return {
    url,
    store: sandbox,
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Hanging answers hold their sockets open on purpose.
        server.closeAllConnections()
      }),
  }
}
