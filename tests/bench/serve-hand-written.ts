import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' }
const file = (name: string) => readFileSync(new URL(`./hand-written/${name}`, import.meta.url))

/** The page without a framework, with the list at hand: it neither signs anybody in nor asks Concur. */
export async function serveHandWritten(list: Buffer, port: number) {
  const files = new Map([
    ['/', { type: types.html, body: file('index.html') }],
    ['/inbox.css', { type: types.css, body: file('inbox.css') }],
    ['/inbox.js', { type: types.js, body: file('inbox.js') }],
    ['/api/requests', { type: 'application/json', body: list }],
  ])
  const server = createServer((request, answer) => {
    const found = files.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (found) answer.writeHead(200, { 'content-type': found.type }).end(found.body)
    else answer.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  return {
    url: `http://localhost:${port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
