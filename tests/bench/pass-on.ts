import { type IncomingMessage, request, type ServerResponse } from 'node:http'

/** Gives a call to the server behind, and its answer back. */
export function passOnTo(origin: string) {
  return (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method, headers, url } = incoming
    const onward = request(`${origin}${url}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    onward.once('error', () => answer.writeHead(502).end())
    incoming.pipe(onward)
  }
}
