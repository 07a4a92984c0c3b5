import { expect, it, onTestFinished } from 'vitest'
import { consoleToLog } from '../../../lib/server/console-to-log.ts'
import { createWorkLog } from '../../../lib/work-log.ts'

it('What Next says becomes one line of JSON, without colours and without what hangs on an error', () => {
  const { log, warn, error, info } = console
  onTestFinished(() => void Object.assign(console, { log, warn, error, info }))
  const lines: string[] = []
  consoleToLog(createWorkLog('info', { write: (line) => void lines.push(line) }).log)
  const next = console
  const failed = Object.assign(new Error('Failed query'), { query: 'select', params: ['a comment'] })
  next.error('\u001b[31m⨯\u001b[0m broken\n{"level":60,"msg":"forged"}', failed, { token: 'a token' })
  next.warn('careful')
  expect(lines.map((line) => line.indexOf('\n'))).toEqual(lines.map((line) => line.length - 1))
  const said = lines.map((line) => JSON.parse(line))
  expect(said).toMatchObject([
    { level: 50, from: 'next', msg: '⨯ broken\n{"level":60,"msg":"forged"}' },
    { level: 40, from: 'next', msg: 'careful' },
  ])
  expect(lines.join('')).not.toMatch(/a comment|a token|\\u001b/)
})
