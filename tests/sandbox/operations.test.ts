import { afterAll, beforeAll, expect, test } from 'vitest'
import { OPERATIONS } from '../../sandbox/operations.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
})
afterAll(() => sandbox.close())

const shape = (method: string, path: string) =>
  `${method} ${path.replace(/\{[^}]+\}|:[^/]+/g, '*').replace(/\/$/, '')}`
const built = OPERATIONS.filter(({ support }) => support !== 'missing')

/** Routes that stand for no documented operation of their own. */
const UNDOCUMENTED = ['POST /oauth2/v0/authorize']

test('The table and the routes name the same operations', () => {
  const registered = sandbox.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/__control/'))
    .map(({ method, path }) => shape(method, path.replace(/:workflowaction\{.*\}$/, 'workflowaction')))
  const table = built.map(({ method, path }) => shape(method, path))
  expect(new Set(registered)).toEqual(new Set([...table, ...UNDOCUMENTED]))
})

test.each(OPERATIONS.map(({ method, path, support }) => [method, path, support]))(
  '%s %s is %s',
  async (method, path, support) => {
    const answer = await fetch(sandbox.url + path.replace(/\{[^}]+\}/g, 'x'), { method, redirect: 'manual' })
    const exists = !(await answer.text()).includes('This operation does not exist in the sandbox.')
    expect(exists).toBe(support !== 'missing')
  },
)

test('No operation stands twice in the table', () => {
  const shapes = OPERATIONS.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(shapes).size).toBe(shapes.length)
})
