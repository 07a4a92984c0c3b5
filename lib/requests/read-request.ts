import { getRequest } from '#lib/concur/requests-v1.ts'
import type { Context } from '#lib/context.ts'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { presentRequest } from './present-request.ts'

export async function readRequest(context: Context, requestKey: string): Promise<TravelRequest> {
  const request = await getRequest(context.concur, requestKey)
  return { ...presentRequest(request, context.person), requestKey }
}
