import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Listen } from './open-database.ts'

const RECONNECT_MS = 1_000

/**
 * LISTEN on a connection of its own, since a pool hands its connections around. A lost connection is made anew; what was
 * said meanwhile is lost with it, so the listener is told to look for itself.
 */
export function createPostgresListener(
  connectionString: string,
  onError: (error: Error) => void,
): { listen: Listen; close(): Promise<void> } {
  let closed = false
  const open = new Set<pg.Client>()

  async function connect(channel: string, onWord: (word: string) => void, onGap: () => void): Promise<void> {
    const client = new pg.Client({ connectionString, keepAlive: true, application_name: 'clearance-listen' })
    open.add(client)
    client.on('notification', ({ payload }) => onWord(payload ?? ''))
    client.on('error', onError)
    client.on('end', () => open.delete(client))
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    // Not before: a connection that never came about ends too, and whoever tried it tries again.
    client.on('end', () => {
      if (!closed) void reconnect(channel, onWord, onGap)
    })
  }

  async function reconnect(
    channel: string,
    onWord: (word: string) => void,
    onGap: () => void,
  ): Promise<void> {
    while (!closed) {
      try {
        await wait(RECONNECT_MS, undefined, { ref: false })
        if (closed) return
        await connect(channel, onWord, onGap)
        onGap()
        return
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  return {
    listen: connect,
    async close() {
      closed = true
      await Promise.all([...open].map((client) => client.end()))
    },
  }
}
