import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/requests.ts'
import { createRequest } from '#lib/requests/create-request.ts'
import { listRequests } from '#lib/requests/list-requests.ts'

export const GET = route(contract.listRequests, (context, { query }) => listRequests(context, query))
export const POST = route(contract.createRequest, (context, { body }) => createRequest(context, body))
