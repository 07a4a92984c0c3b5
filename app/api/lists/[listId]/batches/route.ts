import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { startListBatch } from '#lib/lists/start-list-batch.ts'

export const POST = route(contract.startListBatch, (context, { params, body }) =>
  startListBatch(context, params.listId, body),
)
