import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The project's own programs come first, the pinned Node among them.
 * @param {Record<string, string>} more
 */
export function environment(more = {}) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...more, PATH: path }
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
// Whatever ends this process, nothing that it started stays behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/**
 * Starts a program and leaves it running; its end is the promise `ended`.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {{ child: import('node:child_process').ChildProcess, ended: Promise<number> }}
 */
export function launch(program, args, { env, stdio = 'inherit' } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: environment(env),
    stdio,
    shell: process.platform === 'win32',
  })
  running.add(child)
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      running.delete(child)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
  return { child, ended }
}

/**
 * Ends a program and waits until it is gone.
 * @param {ReturnType<typeof launch>} launched
 */
export async function end({ child, ended }) {
  child.kill('SIGTERM')
  await ended.catch(() => undefined)
}

/**
 * Runs a program to its end; a failure is thrown.
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof launch>[2]} [options]
 */
export async function onPath(program, args, options) {
  const code = await launch(program, args, options).ended
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}.`)
}

/** The first port from `from` on that nobody listens on. */
export async function freePort(from, host = '127.0.0.1') {
  for (let port = from; port < from + 50; port += 1) if (await isFree(port, host)) return port
  throw new Error(`No port from ${from} to ${from + 49} is free.`)
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

/**
 * Waits until an address answers, or the process that should serve it is gone.
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} process_
 */
export async function untilAnswers(url, process_, seconds = 60) {
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    if (process_.exitCode !== null || process_.signalCode !== null)
      throw new Error(`The server for ${url} ended before it answered.`)
    try {
      const response = await fetch(url, { redirect: 'manual' })
      if (response.status < 500) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`${url} did not answer within ${seconds} s.`)
}

/**
 * Starts the built app and leaves it running.
 * @param {number | string} port
 * @param {{ host?: string, env?: Record<string, string>, stdio?: import('node:child_process').StdioOptions }} [options]
 */
export function serve(port, { host, env = {}, stdio } = {}) {
  const where = ['--port', String(port), ...(host ? ['--host', host] : [])]
  // next-auth 4 parses URLs the old way, which Node warns of at every start.
  const nodeOptions = [env.NODE_OPTIONS ?? process.env.NODE_OPTIONS, '--disable-warning=DEP0169']
  return launch('node', ['lib/server/main.ts', ...where], {
    env: { ...env, NODE_ENV: 'production', NODE_OPTIONS: nodeOptions.filter(Boolean).join(' ') },
    stdio,
  })
}
