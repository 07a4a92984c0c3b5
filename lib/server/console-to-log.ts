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
      log[level]({ from: 'next', err }, stripVTControlCharacters(words))
    }
  console.error = sayAt('error')
  console.warn = sayAt('warn')
  console.info = sayAt('info')
  console.log = sayAt('info')
}
