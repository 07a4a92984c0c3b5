import { once } from 'node:events'
import { connect } from 'node:net'

/** A client that writes what it likes, when it likes, and says what came back until the connection ended. */
export async function rawClient(port: number) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let heard = ''
  let tell = () => {}
  socket.on('data', (bytes) => {
    heard += bytes
    tell()
  })
  // The other side may end the connection while something is under way to it.
  socket.on('error', () => {})
  const ended = once(socket, 'close').then(() => heard)
  return {
    ended,
    say: (text: string) => socket.write(text),
    hears: (words: string) =>
      new Promise<string>((resolve) => {
        tell = () => {
          if (heard.includes(words)) resolve(heard)
        }
        tell()
      }),
  }
}
