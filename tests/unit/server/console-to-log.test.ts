import { finished, PassThrough } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { consoleToLog } from '#lib/server/console-to-log.ts'
import { createWorkLog } from '#lib/work-log.ts'

/** What the log says of something that Next wrote to the console. */
function logged(...said: unknown[]): { level: number; msg: string } {
  const lines: string[] = []
  const { error, warn, info, log } = console
  onTestFinished(() => void Object.assign(console, { error, warn, info, log }))
  consoleToLog(createWorkLog('trace', { write: (line) => void lines.push(line) }).log)
  // biome-ignore lint/suspicious/noConsole: this is what Next calls
  console.error(...said)
  return JSON.parse(lines[0] ?? '')
}

const brokenOff = () =>
  new Promise<unknown>((resolve) => {
    const stream = new PassThrough()
    finished(stream, resolve)
    stream.destroy()
  })

it('What Next says is a line of JSON without colours', () => {
  expect(logged('\u001b[31m⨯\u001b[0m', new TypeError('broken'))).toMatchObject({
    level: 50,
    msg: '⨯',
    err: { type: 'TypeError' },
  })
})

it('A caller who goes away in the middle of a body is told as no error', async () => {
  const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  expect(logged(aborted).level).toBe(20)
  expect(logged('Failed', await brokenOff()).level).toBe(20)
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  expect(logged(lost).level).toBe(50)
})
