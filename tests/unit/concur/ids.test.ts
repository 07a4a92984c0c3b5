import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeSegment,
  InvalidId,
  isId,
  lastSegment,
  parseId,
  segmentBefore,
} from '../../../lib/concur/ids.ts'

describe('ids of Concur', () => {
  it.each([
    'nf0ma53XrNuqmoVSZesQZL99xN1xIg5dX',
    'nyc7eqM$pprGNOuRIDP6BkOiJ8BntYTrR3',
    'nx2WRNzp18$wjehk%wqEL6EDHRwi9r$paQS1UqyL6a4qQ',
    'n!a$b%c',
  ])('the printed key %s is a request key', (key) => {
    expect(parseId('requestKey', key)).toBe(key)
  })

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a b', 'a\u0000', 'a\nb', 'a?b', 'a#b', 'ключ', 'x'.repeat(129)])(
    '%j is never a request key',
    (key) => {
      expect(isId('requestKey', key)).toBe(false)
      expect(() => parseId('requestKey', key)).toThrow(InvalidId)
    },
  )

  it('an error about an id does not repeat what was typed', () => {
    expect(() => parseId('reportId', '<script>')).toThrow('This is not a reportId of Concur.')
  })

  it.each(['cmiller@example.com', "o'neil+1@example.com", 'GWS\u00c5@x.se'])('%s is a login', (login) => {
    expect(isId('loginId', login)).toBe(true)
  })

  it.each(['', '..', 'a b', 'a/b', 'a\\b', 'a\r\nb'])('%j is no login', (login) => {
    expect(isId('loginId', login)).toBe(false)
  })

  it('a segment is encoded once, its percent signs too', () => {
    expect(encodeSegment('nx2$wjehk%wqEL')).toBe('nx2%24wjehk%25wqEL')
  })

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a\u0007'])('%j never becomes a segment of a URL', (value) => {
    expect(() => encodeSegment(value)).toThrow(InvalidId)
  })
})

describe('links inside payloads', () => {
  const v1 = 'https://www.concursolutions.com/api/travelrequest/v1.0/requests'

  it.each([
    [`${v1}/nf0ma53XrN$s6z5iKRRANn6eIsW89aTe3m`, 'nf0ma53XrN$s6z5iKRRANn6eIsW89aTe3m'],
    ['https:/www.concursolutions.com/api/travelrequest/v1.0/requests/nf0', 'nf0'],
    [`${v1}/nf0/`, 'nf0'],
    [`${v1}/nf0?x=/y#/z`, 'nf0'],
    [` ${v1}/nf0\n`, 'nf0'],
    ['/api/requests/nf0', 'nf0'],
    [`${v1}/n%24a%21`, 'n$a!'],
    [`${v1}/a%wqb`, 'a%wqb'],
    [`${v1}/a%25wqb`, 'a%wqb'],
    [`${v1}/a%2524`, 'a%24'],
    [`${v1}/a%2Fb%5Cc%00%e9`, 'a%2Fb%5Cc%00%e9'],
    [`${v1}/a%`, 'a%'],
    ['https://www.concursolutions.com', null],
    ['', null],
  ])('%j ends in %j', (link, key) => {
    expect(lastSegment(link)).toBe(key)
  })

  it('the step stands before WorkFlowAction, whatever its case', () => {
    expect(segmentBefore(`${v1}/n3cC3I7NpBss/WorkFlowAction`, 'WorkflowAction')).toBe('n3cC3I7NpBss')
    expect(segmentBefore(`${v1}/n3cC3I7NpBss/workflowaction`, 'WorkflowAction')).toBe('n3cC3I7NpBss')
    expect(segmentBefore(`${v1}/n3cC3I7NpBss`, 'WorkflowAction')).toBeNull()
    expect(segmentBefore('WorkflowAction', 'WorkflowAction')).toBeNull()
  })

  const key = fc.stringMatching(/^[\w$!%+=~-]{1,60}$/)

  it('a properly encoded link gives back the key that it was made of', () => {
    fc.assert(
      fc.property(key, (value) => {
        expect(lastSegment(`${v1}/${encodeSegment(value)}`)).toBe(value)
      }),
    )
  })

  it('a key read from a raw link asks for what the link itself would', () => {
    const served = (segment: string) =>
      segment.replace(/%([2-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    const rawKey = fc.stringMatching(/^[\w$!+=~-]{1,20}(%(wq|zz|gx|%)[\w$!]{0,20}){0,3}$/)
    fc.assert(
      fc.property(rawKey, (value) => {
        const read = lastSegment(`${v1}/${value}`) ?? ''
        expect(served(encodeSegment(read))).toBe(served(value))
      }),
    )
  })

  it('no text makes the reading of a link throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (link) => void lastSegment(link)))
  })
})
