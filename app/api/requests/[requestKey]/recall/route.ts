import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/requests.ts'
import { recallRequest } from '#lib/requests/recall-request.ts'

export const POST = route(contract.recallRequest, (context, { params, body }) =>
  recallRequest(context, params.requestKey, body),
)
