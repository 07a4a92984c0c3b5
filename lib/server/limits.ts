import { JSON_BODY_BYTES } from '#lib/bff/limits.ts'
import { endpoints } from '#lib/contracts/endpoints.ts'

export interface ServerLimits {
  /** A client that has not told by then what it wants is cut. */
  headersMs: number
  /** The same for a whole request, its body included: 64 MB on a line of 3 Mbit/s. */
  requestMs: number
  /** How often slow clients are looked for. */
  lookMs: number
  /** Proxies keep idle connections for 60 s: whoever lets go first must not be us, or their next call gets lost. */
  idleMs: number
}

export const serverLimits: ServerLimits = {
  headersMs: 15_000,
  requestMs: 180_000,
  lookMs: 5_000,
  idleMs: 65_000,
}

const largeBodies = Object.values(endpoints).flatMap(({ path, manyItems }) =>
  manyItems
    ? [{ address: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), bytes: manyItems.bytes }]
    : [],
)

/** What a body may hold at an address: more where its endpoint declares it. */
export function bodyLimit(pathname: string): number {
  return largeBodies.find(({ address }) => address.test(pathname))?.bytes ?? JSON_BODY_BYTES
}
