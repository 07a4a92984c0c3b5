import type { HttpBindings } from '@hono/node-server'
import type { Now } from './clock.ts'
import type { BatchCall, CallLog } from './control/calls.ts'
import type { FaultStore } from './control/faults.ts'
import type { RowFaultStore } from './control/row-faults.ts'
import type { ListStore } from './lists/store.ts'
import type { AccessToken } from './oauth/entities.ts'
import type { IdTokenSigner } from './oauth/id-token.ts'
import type { TokenStore } from './oauth/store.ts'
import type { SandboxSettings } from './options.ts'
import type { Person } from './people.ts'
import type { ReportStore } from './reports/store.ts'
import type { TravelRequestStore } from './travel-requests/store.ts'

/** One running sandbox: every bit of state hangs here, so that several can run in one process. */
export type Sandbox = {
  settings: SandboxSettings
  /** Real time, for tokens. */
  now: Now
  /** The company's time, for the data. */
  today: Now
  tokens: TokenStore
  signer: IdTokenSigner
  requests: TravelRequestStore
  lists: ListStore
  reports: ReportStore
  faults: FaultStore
  rowFaults: RowFaultStore
  calls: CallLog
  /** The sandbox's origin as others name it, known once it listens. */
  origin: string
}

export type Env = {
  Bindings: HttpBindings
  Variables: {
    sandbox: Sandbox
    correlationId: string
    /** Kind of the fault that struck this call. */
    fault: string | undefined
    /** What a list batch came to. */
    batch: BatchCall | undefined
    token: AccessToken
    /** The signed-in person; a company token has none. */
    person: Person | undefined
  }
}
