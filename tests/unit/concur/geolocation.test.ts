import { describe, expect, it } from 'vitest'
import { allowOrigins, checkGeolocation, GeolocationRefused } from '../../../lib/concur/geolocation.ts'
import { wwwTwin } from '../../../lib/concur/hosts.ts'

const allowed = allowOrigins(['http://127.0.0.1:4100', 'https://concur.test.example'])

describe('geolocations', () => {
  it.each([
    ['https://us2.api.concursolutions.com', 'https://us2.api.concursolutions.com'],
    ['https://us.api.concursolutions.com/', 'https://us.api.concursolutions.com'],
    ['https://emea-impl.api.concursolutions.com', 'https://emea-impl.api.concursolutions.com'],
    ['https://www-eu2.api.concursolutions.com', 'https://www-eu2.api.concursolutions.com'],
    ['https://cn.api.concurcdc.cn', 'https://cn.api.concurcdc.cn'],
    ['https://us2.api.concursolutions.com:443/some/path', 'https://us2.api.concursolutions.com'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
    ['https://concur.test.example', 'https://concur.test.example'],
  ])('a token may name %s', (value, origin) => {
    expect(checkGeolocation(value, allowed)).toBe(origin)
  })

  it.each([
    'http://us2.api.concursolutions.com',
    'https://us2.api.concursolutions.com:8443',
    'https://us2.api.concursolutions.com.evil.example',
    'https://evil.example/us2.api.concursolutions.com',
    'https://us2.api.concursolutions.com@evil.example',
    'https://www.concursolutions.com',
    'https://eu1.concursolutions.com',
    'http://127.0.0.1:4101',
    'http://localhost:4100',
    'http://169.254.169.254',
    'file:///etc/passwd',
    'us2.api.concursolutions.com',
    '',
  ])('a token may not send us to %s', (value) => {
    expect(() => checkGeolocation(value, allowed)).toThrow(GeolocationRefused)
  })

  it('a password inside a geolocation does not reach the error', () => {
    expect(() => checkGeolocation('https://a:hunter2@evil.example', allowed)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })

  it.each(['http://sandbox.example', 'ftp://127.0.0.1', 'sandbox'])('%s cannot be listed', (origin) => {
    expect(() => allowOrigins([origin])).toThrow(GeolocationRefused)
  })
})

describe('the host for a browser', () => {
  it.each([
    ['https://us2.api.concursolutions.com', 'https://www-us2.api.concursolutions.com'],
    ['https://www-us2.api.concursolutions.com', 'https://www-us2.api.concursolutions.com'],
    ['https://cn.api.concurcdc.cn', 'https://www-cn.api.concurcdc.cn'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
  ])('%s is opened as %s', (origin, twin) => {
    expect(wwwTwin(origin)).toBe(twin)
  })
})
