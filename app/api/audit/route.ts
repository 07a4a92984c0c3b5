import { listAudit } from '#lib/audit/list-audit.ts'
import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/audit.ts'

export const GET = route(contract.listAudit, (context, { query }) => listAudit(context, query))
