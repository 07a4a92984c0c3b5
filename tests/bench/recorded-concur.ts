// A Concur to measure against, in a process of its own: the sandbox signs people in, the list of requests is a recording.
// Writing 900 KB of XML takes the sandbox 9 ms a call; played back they take none, so what is measured is the desk.
import { createServer, type ServerResponse } from 'node:http'
import { MIRA, PEOPLE } from '../../sandbox/people.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { approvers } from './approvers.ts'
import { concurToken } from './concur-token.ts'
import { passOnTo } from './pass-on.ts'

const LIST = '/api/travelrequest/v1.0/requestslist'
const SERIAL = '00000000'
const port = Number(process.env.PORT)
const origin = `http://127.0.0.1:${port}`

// They sign in like the sandbox's own three.
Object.assign(PEOPLE, [...PEOPLE, ...approvers])

const sandbox = await startSandbox({ port: 0, pendingForApprover: Number(process.env.REQUESTS) })
const { bytes, serialAt } = await record()
// Tokens send the desk here and not to the sandbox behind it.
sandbox.store.origin = origin
const passOn = passOnTo(sandbox.url)

let changing = false
let serial = 0

createServer((incoming, answer) => {
  const path = new URL(incoming.url ?? '/', origin).pathname
  if (path === LIST) return playBack(answer)
  if (path === '/changing' || path === '/unchanged') {
    changing = path === '/changing'
    return answer.writeHead(204).end()
  }
  passOn(incoming, answer)
}).listen(port, '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

/** With the serial number in the first row's purpose every answer is a list that nobody has seen before. */
function playBack(answer: ServerResponse): void {
  const body = changing ? Buffer.from(bytes) : bytes
  if (changing) body.write(String(++serial).padStart(SERIAL.length, '0'), serialAt)
  answer
    .writeHead(200, { 'content-type': 'application/xml; charset=utf-8', 'content-length': body.length })
    .end(body)
}

async function record() {
  const token = await concurToken(sandbox.url, MIRA.id)
  const answer = await fetch(`${sandbox.url}${LIST}?status=TOAPPROVE`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = (await answer.text()).replace('</Purpose>', ` ${SERIAL}</Purpose>`)
  const recorded = Buffer.from(text)
  return { bytes: recorded, serialAt: recorded.indexOf(SERIAL) }
}
