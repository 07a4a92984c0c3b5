import { type Context, Hono } from 'hono'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import type { ConcurList } from '../lists/entities.ts'
import { readBody } from './read-body.ts'
import { rowFaultBody } from './row-faults.ts'

/** Behind the List Item API: what it does not tell, and items that fail on demand. */
export const listControlRoutes = new Hono<Env>()
  .get('/__control/lists', (c) => c.json(c.get('sandbox').lists.all().map(view)))
  .get('/__control/lists/:listId/items', (c) =>
    c.json(
      [...found(c).items.all()].map(({ name, codes, startDate = null, endDate = null, deactivated }) => ({
        name,
        codes,
        startDate,
        endDate,
        deactivated,
      })),
    ),
  )
  .post('/__control/row-faults', async (c) =>
    c.json(c.get('sandbox').rowFaults.add(await readBody(c, rowFaultBody)), 201),
  )
  .get('/__control/row-faults', (c) => c.json(c.get('sandbox').rowFaults.all()))
  .delete('/__control/row-faults', (c) => {
    c.get('sandbox').rowFaults.clear()
    return c.body(null, 204)
  })

function found(c: Context<Env>): ConcurList {
  const list = c.get('sandbox').lists.find(c.req.param('listId') ?? '')
  if (!list) throw new ConcurError(404, 'The list was not found.')
  return list
}

const view = ({ id, name, isVendor, levels, batchPath, items }: ConcurList) => {
  const all = [...items.all()]
  const deactivated = all.filter((item) => item.deactivated).length
  return { id, name, isVendor, levels, batchPath, items: all.length - deactivated, deactivated }
}
