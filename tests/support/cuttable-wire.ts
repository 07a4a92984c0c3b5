import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What stands between the desk and its database, as a network does: a test may cut it for a while. */
export async function cuttableWire(target: URL) {
  const open = new Set<Socket>()
  let isUp = true
  let tries = 0
  const server = createServer((near) => {
    tries += 1
    if (!isUp) return near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => open.delete(one))
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const url = new URL(target)
  if (typeof address === 'object' && address) url.port = String(address.port)
  return {
    url: String(url),
    tries: () => tries,
    cut() {
      isUp = false
      for (const socket of open) socket.destroy()
    },
    mend() {
      isUp = true
    },
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
