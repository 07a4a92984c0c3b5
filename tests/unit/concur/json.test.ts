import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { amount, JsonUnreadable, readJson } from '../../../lib/concur/json.ts'
import { createParsePool } from '../../../lib/concur/parse-pool.ts'
import { bytesOf } from './listen.ts'

const read = (text: string) => readJson(bytesOf(text), z.object({ total: amount }))

describe('reading JSON', () => {
  it.each([
    ['525.00000000', '525.00000000'],
    ['0E-8', '0.00000000'],
    ['0.1', '0.1'],
    ['12345678901234567.89', '12345678901234567.89'],
    ['"19.90"', '19.90'],
  ])('no digit of %s is lost', (written, value) => {
    expect(read(`{"total":{"value":${written},"currencyCode":"EUR"}}`).total).toEqual({
      value,
      currency: 'EUR',
    })
  })

  it.each([
    ['null', '{"total":null}'],
    ['missing', '{}'],
    ['without a currency', '{"total":{"value":1}}'],
    ['without a value', '{"total":{"value":null,"currencyCode":"EUR"}}'],
    ['of another shape', '{"total":"1 EUR"}'],
  ])('an amount that is %s is none', (_, text) => {
    expect(read(text).total).toBeNull()
  })

  it.each([
    ['nothing', '', 'empty'],
    ['half an answer', '{"total":', 'not well-formed'],
    ['a page', '<!doctype html><p>sorry', 'an HTML or XML page'],
    ['something else', '[]', 'not what is documented at its root'],
    ['a text', '"secret"', 'not what is documented at its root'],
  ])('%s is unreadable, and the error tells no content', (_, text, reason) => {
    expect(() => read(text)).toThrow(JsonUnreadable)
    expect(() => read(text)).toThrow(reason)
    expect(() => read(text)).not.toThrow('secret')
  })

  it('bytes that are no UTF-8 are not guessed at', () => {
    expect(() => readJson(new Uint8Array([0x22, 0xff, 0x22]), z.string())).toThrow(JsonUnreadable)
  })

  it('a worker reads the same, and fails with the same error', async () => {
    const workerFile = new URL('../../../lib/concur/parse-worker.ts', import.meta.url).pathname
    const pool = createParsePool({ workerFile, maxThreads: 1, inlineBytes: 0 })
    const search = '{"Items":[{"ID":"A","Total":1900.10,"CurrencyCode":"CAD"}]}'
    const { reports } = await pool.run('reportSearch', bytesOf(search))
    expect(reports[0]?.total).toEqual({ value: '1900.10', currency: 'CAD' })
    await expect(pool.run('reportSearch', bytesOf('{"Items":{}}'))).rejects.toThrow(JsonUnreadable)
    await pool.close()
  })
})
