// Loaded before a server (`--import`) to watch its event loop from inside: GET /start clears, GET /read answers milliseconds.
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** A timer comes every millisecond, and the histogram holds the whole time between two of them. */
const EVERY_MS = 1

// Workers load it too; their loops are not the one that people wait for.
if (isMainThread && process.env.PROBE_PORT) {
  const delay = monitorEventLoopDelay({ resolution: EVERY_MS })
  delay.enable()
  const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - EVERY_MS)
  createServer((request, answer) => {
    if (request.url === '/start') delay.reset()
    const read = {
      p50: late(delay.percentile(50)),
      p99: late(delay.percentile(99)),
      max: late(delay.max),
      peakMegabytes: process.resourceUsage().maxRSS / 1e3,
    }
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(read))
  })
    .listen(Number(process.env.PROBE_PORT), '127.0.0.1')
    .unref()
}
