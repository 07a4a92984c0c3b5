import { stripVTControlCharacters } from 'node:util'
import type { Logger } from 'pino'

/**
 * What Next says by itself, over several lines, in colours, with what a stranger sent and with everything that hangs on an error,
 * a failed query's parameters for one: a line of JSON like all others.
 */
export function consoleToLog(log: Logger): void {
  const sayAt =
    (level: 'error' | 'warn' | 'info') =>
    (...said: unknown[]) => {
      const err = said.find((one) => one instanceof Error)
      const words = said.filter((one) => typeof one === 'string').join(' ')
      log[isGone(err) ? 'debug' : level]({ from: 'next', err }, stripVTControlCharacters(words))
    }
  console.error = sayAt('error')
  console.warn = sayAt('warn')
  console.info = sayAt('info')
  console.log = sayAt('info')
}

/** Who went away in the middle of a body is no fault of the desk: Node's words for it while reading, and those of a stream behind it. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return (
    (error.code === 'ECONNRESET' && error.message === 'aborted') ||
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  )
}
