import { once } from 'node:events'
import { z } from 'zod'

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1)
const answer = z.object({ id: z.number(), result: z.object({ usedSize: z.number().optional() }) })

/**
 * Megabytes of heap that a process still holds after a full collection: what is used at any moment is mostly what nobody has
 * collected yet. It is asked for over Node's inspector, which that process must have opened.
 */
export async function keptMb(inspector: string): Promise<number> {
  const [target] = targets.parse(await (await fetch(`http://${inspector}/json/list`)).json())
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await once(socket, 'open')
  const ask = async (id: number, method: string) => {
    const heard = new Promise<z.infer<typeof answer>>((resolve) => {
      socket.onmessage = ({ data }) => {
        const said = answer.safeParse(JSON.parse(String(data)))
        if (said.success && said.data.id === id) resolve(said.data)
      }
    })
    socket.send(JSON.stringify({ id, method }))
    return (await heard).result
  }
  try {
    await ask(1, 'HeapProfiler.collectGarbage')
    const { usedSize = Number.NaN } = await ask(2, 'Runtime.getHeapUsage')
    return usedSize / 1024 / 1024
  } finally {
    socket.close()
  }
}
