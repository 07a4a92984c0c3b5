import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { clearException } from '#lib/exceptions/clear-exception.ts'

export const DELETE = route(contract.clearExpenseException, (context, { params, body }) => {
  const { exceptionCode, ...place } = params
  return clearException(context, { place, exceptionCode, reason: body.reason })
})
