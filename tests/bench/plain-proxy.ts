// What the desk is measured against, in a process of its own: fetch from Concur, parse, answer JSON. No session, no check of
// what came, nothing kept.
import { createServer } from 'node:http'
import { XMLParser } from 'fast-xml-parser'
import { MIRA } from '../../sandbox/people.ts'
import { concurToken } from './concur-token.ts'

const concurUrl = process.env.CONCUR_URL ?? ''
const authorization = `Bearer ${await concurToken(concurUrl, MIRA.id)}`

createServer(async (_, answer) => {
  const list = await fetch(`${concurUrl}/api/travelrequest/v1.0/requestslist?status=TOAPPROVE`, {
    headers: { authorization },
  })
  const json = JSON.stringify(new XMLParser().parse(await list.text()))
  answer.writeHead(200, { 'content-type': 'application/json' }).end(json)
}).listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
