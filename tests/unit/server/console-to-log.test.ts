import { finished, PassThrough } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { consoleToLog } from '#lib/server/console-to-log.ts'
import { createWorkLog } from '#lib/work-log.ts'

/** The lines that the log holds once something was written to the console. */
function logged(say: (next: Console) => void): string[] {
  const lines: string[] = []
  const { error, warn, info, log } = console
  onTestFinished(() => void Object.assign(console, { error, warn, info, log }))
  consoleToLog(createWorkLog('trace', { write: (line) => void lines.push(line) }).log)
  say(console)
  return lines
}

it('What Next says becomes one line of JSON, without colours and without what hangs on an error', () => {
  const failed = Object.assign(new Error('Failed query'), { query: 'select', params: ['a comment'] })
  const lines = logged((next) => {
    next.error('\u001b[31m⨯\u001b[0m broken\n{"level":60,"msg":"forged"}', failed, { token: 'a token' })
    next.warn('careful')
  })
  expect(lines.map((line) => line.indexOf('\n'))).toEqual(lines.map((line) => line.length - 1))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 50, from: 'next', msg: '⨯ broken\n{"level":60,"msg":"forged"}' },
    { level: 40, from: 'next', msg: 'careful' },
  ])
  expect(lines.join('')).not.toMatch(/a comment|a token|\\u001b/)
})

it('A caller who goes away in the middle of a body is told as no error', async () => {
  const levelOf = (...said: unknown[]) => JSON.parse(logged((next) => next.error(...said))[0] ?? '').level
  const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  expect(levelOf(aborted)).toBe(20)
  expect(levelOf('Failed', await brokenOff())).toBe(20)
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  expect(levelOf(lost)).toBe(50)
})

const brokenOff = () =>
  new Promise<unknown>((resolve) => {
    const stream = new PassThrough()
    finished(stream, resolve)
    stream.destroy()
  })
