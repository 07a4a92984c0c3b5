import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/requests.ts'
import { approveRequest } from '#lib/requests/approve-request.ts'

export const POST = route(contract.approveRequest, (context, { params, body }) =>
  approveRequest(context, params.requestKey, body),
)
