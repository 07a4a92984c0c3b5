import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/requests.ts'
import { sendBackRequest } from '#lib/requests/send-back-request.ts'

export const POST = route(contract.sendBackRequest, (context, { params, body }) =>
  sendBackRequest(context, params.requestKey, body),
)
