import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/requests.ts'
import { readRequest } from '#lib/requests/read-request.ts'
import { updateRequest } from '#lib/requests/update-request.ts'

export const GET = route(contract.readRequest, (context, { params }) =>
  readRequest(context, params.requestKey),
)
export const PUT = route(contract.updateRequest, (context, { params, body }) =>
  updateRequest(context, params.requestKey, body),
)
