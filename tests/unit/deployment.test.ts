import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { settingNames } from '#lib/config.ts'
import { CLOSING_MS, PATIENCE_MS } from '#lib/server/stop-on-signal.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const service = z.object({
  network_mode: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  restart: z.string().optional(),
  stop_grace_period: z.string().optional(),
})
const { services } = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(read('compose.yaml'), { merge: true }))

/** Read by our own server, by Node, by Next, by the PostgreSQL of the compose file, and by npm. */
const OTHERS = [
  'PORT',
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NEXT_TELEMETRY_DISABLED',
  'OTEL_SERVICE_NAME',
]
const POSTGRES = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB']
const sandboxSettings = new Set(read('sandbox/options.ts').match(/\bSANDBOX_\w+/g))
const known = new Set([...settingNames, ...OTHERS, ...POSTGRES, ...sandboxSettings])

/** Names of variables in a text: in capitals, and with an underscore or what we know. */
const variablesIn = (text: string) =>
  [...new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g))].filter((name) => !/^SIG/.test(name))

describe('Every variable that is named in', () => {
  it.each(['Dockerfile', 'compose.yaml', 'lib/server/OPERATIONS.md'])('%s exists', (file) => {
    expect(variablesIn(read(file)).filter((name) => !known.has(name))).toEqual([])
  })

  it.each(Object.entries(services))('the environment of %s exists', (_, { environment }) => {
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([])
  })

  it('the table of settings exists, and every setting is in it', () => {
    const [, table = ''] = read('README.md').split('## Settings')
    const named = (table.split('\n## ')[0] ?? '')
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))
    expect(named.filter((name) => name !== 'PORT').sort()).toEqual([...settingNames].sort())
  })
})

it.each(Object.entries(services))(
  '%s writes nowhere but where it must, has no rights to give away, and comes back',
  (_, { read_only, cap_drop, restart }) => {
    expect({ read_only, cap_drop, restart }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      restart: 'unless-stopped',
    })
  },
)

it('A desk is given longer to stop than it takes, and its proxy longer than a desk', () => {
  const seconds = (name: string) => Number.parseInt(services[name]?.stop_grace_period ?? '', 10)
  for (const desk of ['desk-1', 'desk-2']) {
    expect(seconds(desk)).toBeGreaterThan((PATIENCE_MS + CLOSING_MS) / 1000)
    expect(seconds('proxy')).toBeGreaterThan(seconds(desk))
  }
})

it('The proxy hands calls to the ports at which the desks listen', () => {
  const upstreams = [...read('lib/server/nginx.conf').matchAll(/^ {4}server 127\.0\.0\.1:(\d+)/gm)]
  const ports = ['desk-1', 'desk-2'].map((desk) => services[desk]?.environment.PORT)
  expect(upstreams.map(([, port]) => port)).toEqual(ports)
})
