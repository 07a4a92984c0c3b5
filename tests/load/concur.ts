// A Concur with many approvers, in a process of its own: the sandbox, and in front of it an inbox for each of them.
// Finding one person's requests among everybody's takes the sandbox longer than what is measured; with an inbox each it does not.
import { createServer, type ServerResponse } from 'node:http'
import { DANIEL, MIRA, PEOPLE, type Person, personById } from '../../sandbox/people.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { currentStep, type TravelRequest } from '../../sandbox/travel-requests/entities.ts'
import { listDocument, readListQuery } from '../../sandbox/travel-requests/list.ts'
import { TravelRequestStore } from '../../sandbox/travel-requests/store.ts'
import { passOnTo } from '../bench/pass-on.ts'
import { peopleLike } from '../support/people-like.ts'

const LIST = '/api/travelrequest/v1.0/requestslist'
const port = Number(process.env.PORT)
const origin = `http://127.0.0.1:${port}`
const approvers = peopleLike(MIRA, Number(process.env.APPROVERS))

Object.assign(PEOPLE, [...PEOPLE, ...approvers, ...peopleLike(DANIEL, Number(process.env.ADMINISTRATORS))])

const sandbox = await startSandbox({ port: 0 })
const { requests, tokens, faults } = sandbox.store
// Tokens send the desk here and not to the sandbox behind it.
sandbox.store.origin = origin
faults.add({ kind: 'delay', match: { path: '/batch$' }, ms: Number(process.env.BATCH_MS) })
const waiting = requests
  .newestFirst()
  .filter((request) => currentStep(request)?.approver.login === MIRA.login)
const inboxes = new Map(approvers.map((approver) => [approver.id, inboxOf(approver)]))
const passOn = passOnTo(sandbox.url)

createServer((incoming, answer) => {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', origin)
  const [, token = ''] = incoming.headers.authorization?.split(' ') ?? []
  const personId = tokens.findAccess(token)?.principal.id
  if (pathname === LIST && personId && inboxes.has(personId)) return showInbox(answer, personId, searchParams)
  passOn(incoming, answer)
}).listen(port, '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

/** What waits for the sandbox's own approver, as requests of one's own. */
function inboxOf({ login, firstName, lastName }: Person): TravelRequestStore {
  const inbox = new TravelRequestStore()
  for (const request of waiting) {
    const own: TravelRequest = {
      ...request,
      key: requests.newKey(),
      id: requests.newId(),
      comments: [...request.comments],
      steps: request.steps.map((step) => ({
        ...step,
        stepId: step.stepId && requests.newKey(),
        approver:
          step.approver.login === MIRA.login
            ? { ...step.approver, login, firstName, lastName }
            : step.approver,
      })),
    }
    requests.add(own)
    inbox.add(own)
  }
  return inbox
}

function showInbox(answer: ServerResponse, personId: string, terms: URLSearchParams): void {
  const inbox = inboxes.get(personId) ?? new TravelRequestStore()
  const query = readListQuery(Object.fromEntries(terms), personById(personId)?.login ?? '')
  const body = Buffer.from(listDocument(inbox, query))
  answer
    .writeHead(200, { 'content-type': 'application/xml; charset=utf-8', 'content-length': body.length })
    .end(body)
}
