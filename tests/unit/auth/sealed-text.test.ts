import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSealer, SealBroken } from '#lib/auth/sealed-text.ts'

const [old, fresh] = [randomBytes(32), randomBytes(32)]

describe('A sealed token', () => {
  it('opens with the key that sealed it, at the place it was sealed for', () => {
    const sealer = createSealer([old])
    const sealed = sealer.seal('secret token', 'access 1')
    expect(sealed).not.toContain('secret')
    expect(sealer.open(sealed, 'access 1')).toBe('secret token')
  })

  it('is different every time', () => {
    const sealer = createSealer([old])
    expect(sealer.seal('same', 'x')).not.toBe(sealer.seal('same', 'x'))
  })

  it('still opens after a new key was put first', () => {
    const sealed = createSealer([old]).seal('token', 'x')
    const rotated = createSealer([fresh, old])
    expect(rotated.open(sealed, 'x')).toBe('token')
    expect(() => createSealer([old]).open(rotated.seal('token', 'x'), 'x')).toThrow(SealBroken)
  })

  it('does not open in another row, after a change, or from nothing', () => {
    const sealer = createSealer([old])
    const sealed = sealer.seal('token', 'access 1')
    const [version, id, iv, body, tag = ''] = sealed.split('.')
    expect(() => sealer.open(sealed, 'access 2')).toThrow(SealBroken)
    expect(() =>
      sealer.open(
        [version, id, iv, `${body?.startsWith('A') ? 'B' : 'A'}${body?.slice(1)}`, tag].join('.'),
        'access 1',
      ),
    ).toThrow(SealBroken)
    // A tag that is cut short must not be enough.
    expect(() => sealer.open([version, id, iv, body, tag.slice(0, 6)].join('.'), 'access 1')).toThrow(
      SealBroken,
    )
    expect(() => sealer.open('', 'access 1')).toThrow(SealBroken)
  })
})
