import { type ElementReader, elementReader } from './element-reader.ts'
import { keyIn } from './travel-request-reader.ts'
import { child, readXml } from './xml.ts'

/** `unrecognised` is neither of the two words that Concur documents: never to be taken for a success. */
export type StatusOutcome = 'success' | 'failure' | 'unrecognised'

export interface ActionStatus {
  outcome: StatusOutcome
  /** Concur's words for the person, or null. */
  message: string | null
  /** As it stands in the answer, e.g. `SUCCESS!`. */
  status: string
}

/** An exception that saving the header raised. */
export interface HeaderException {
  eventCode: string | null
  exceptionCode: string | null
  message: string | null
  visibility: string | null
  isCleared: boolean | null
  /** 2147483647 for a missing required field. */
  severityLevel: number | null
  type: string | null
}

export interface HeaderStatus {
  outcome: StatusOutcome
  status: string
  message: string | null
  /** The key for the next update, out of `Request-Details-Url` (`Request-Url` in the table). */
  requestKey: string | null
  exceptions: HeaderException[]
}

/** `ActionStatus`. Throws `XmlUnreadable`. */
export function readActionStatus(bytes: Uint8Array): ActionStatus {
  const r = elementReader(readXml(bytes, ['ActionStatus']), [])
  return statusIn(r)
}

/** `RequestStatus`. Throws `XmlUnreadable`. */
export function readHeaderStatus(bytes: Uint8Array): HeaderStatus {
  const root = readXml(bytes, ['RequestStatus'])
  const r = elementReader(root, [])
  return {
    ...statusIn(r),
    requestKey: keyIn(r.text('Request-Details-Url', 'Request-Url')),
    exceptions: child(root, 'RequestExceptions')
      ? r.each('RequestExceptions', ['RequestException'], exception)
      : [],
  }
}

function statusIn(r: ElementReader): ActionStatus {
  const status = r.text('Status')?.trim() ?? ''
  return { outcome: outcomeOf(status), message: r.text('Message')?.trim() ?? null, status }
}

/** Seen: `SUCCESS`, `SUCCESS!`, `FAILURE`. */
function outcomeOf(status: string): StatusOutcome {
  if (/failure/i.test(status)) return 'failure'
  return /^success!?$/i.test(status) ? 'success' : 'unrecognised'
}

function exception(r: ElementReader): HeaderException {
  return {
    eventCode: r.text('EventCode'),
    exceptionCode: r.text('ExceptionCode', 'ExceptionCod'),
    message: r.text('Message', 'ExceptionMessage'),
    visibility: r.text('ExceptionVisibility'),
    isCleared: r.flag('IsCleared'),
    severityLevel: r.whole('SeverityLevel'),
    type: r.text('Type'),
  }
}
