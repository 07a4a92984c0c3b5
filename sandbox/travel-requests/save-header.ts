import type { Sandbox } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import type { Person } from '../people.ts'
import { EMPLOYEES, HANA, MIRA_TRAVELS } from '../seed/employees.ts'
import type { Employee, TravelRequest } from './entities.ts'
import { applyHeader, type Header, headerRefused, requestStatus } from './header.ts'

/** `POST .../requests`: a new request of the signed-in person, not submitted. */
export function createRequest(sandbox: Sandbox, person: Person, header: Header): string {
  const at = sandbox.today()
  const request: TravelRequest = {
    key: sandbox.requests.newKey(),
    id: sandbox.requests.newId(),
    name: header.Name,
    purpose: '',
    owner: traveller(person),
    status: 'Q_NOTF',
    createdAt: at,
    submittedAt: undefined,
    authorizedAt: undefined,
    modifiedAt: at,
    approvalLimitAt: undefined,
    startDate: undefined,
    startTime: undefined,
    endDate: undefined,
    endTime: undefined,
    extensionOf: '',
    everSentBack: false,
    total: 0,
    custom: {},
    comments: [],
    exceptions: [],
    entries: [],
    cashAdvances: [],
    steps: [{ stepId: undefined, approver: HANA, approvedAt: undefined }],
  }
  applyHeader(request, header, at)
  sandbox.requests.add(request)
  return requestStatus(request)
}

/** `POST .../requests/{requestKey}`: the page calls the identifier a request id, its answers give the key. Both work. */
export function updateRequest(sandbox: Sandbox, person: Person, keyOrId: string, header: Header): string {
  const request = sandbox.requests.find(keyOrId) ?? sandbox.requests.findById(keyOrId)
  if (!request) throw new ConcurError(404, 'The travel request was not found.')
  if (request.owner.login !== person.login) {
    throw new ConcurError(403, 'Only the employee who owns the travel request can change its header.')
  }
  if (request.status !== 'Q_NOTF' && request.status !== 'Q_RESU') {
    return headerRefused(request, 'The travel request cannot be changed in its current approval status.')
  }
  const at = sandbox.today()
  applyHeader(request, header, at)
  sandbox.requests.changed(request, at)
  return requestStatus(request)
}

function traveller({ login, firstName, lastName }: Person): Employee {
  const known = [MIRA_TRAVELS, ...EMPLOYEES].find((employee) => employee.login === login)
  return (
    known ?? { login, firstName, lastName, currency: 'USD', city: 'Chicago', costCenter: '(4710) Finance' }
  )
}
