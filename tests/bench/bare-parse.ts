// The least that anybody can do with a list, in a process of its own: fetch it and parse it. Answers what it took, in milliseconds.
import { createServer } from 'node:http'
import { XMLParser } from 'fast-xml-parser'
import { MIRA } from '../../sandbox/people.ts'
import { concurToken } from './concur-token.ts'

const concurUrl = process.env.CONCUR_URL ?? ''
const authorization = `Bearer ${await concurToken(concurUrl, MIRA.id)}`

createServer(async (_, answer) => {
  const started = performance.now()
  const list = await fetch(`${concurUrl}/api/travelrequest/v1.0/requestslist?status=TOAPPROVE`, {
    headers: { authorization },
  })
  const text = await list.text()
  const fetched = performance.now()
  new XMLParser().parse(text)
  const parsed = performance.now()
  answer
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ fetch: fetched - started, parse: parsed - fetched }))
}).listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
