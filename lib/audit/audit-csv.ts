import type { Context } from '#lib/context.ts'
import type { AuditEntry, AuditFilter } from '#lib/contracts/audit.ts'
import { toCsv } from '#lib/contracts/csv.ts'
import { listAudit } from './list-audit.ts'

const PAGE = 500
const COLUMNS = [
  'at',
  'person',
  'login',
  'verb',
  'object',
  'key',
  'phase',
  'message',
  'correlation id',
  'act',
]

/** The filtered log as CSV, page by page, so that a long log never stands in memory whole. */
export function auditCsv(context: Context, filter: AuditFilter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cursor: string | undefined
  let started = false
  return new ReadableStream({
    async pull(controller) {
      const page = await listAudit(context, { ...filter, cursor, limit: PAGE })
      const rows = page.items.map(columnsOf)
      // A byte order mark, so that Excel reads names beyond ASCII.
      controller.enqueue(
        encoder.encode((started ? '' : '\ufeff') + toCsv(started ? rows : [COLUMNS, ...rows])),
      )
      started = true
      if (page.nextCursor === null) controller.close()
      else cursor = page.nextCursor
    },
  })
}

function columnsOf(entry: AuditEntry): string[] {
  return [
    entry.at,
    entry.person.name,
    entry.person.login,
    entry.verb,
    entry.object.label,
    entry.object.key,
    entry.phase,
    entry.message,
    entry.correlationId ?? '',
    entry.actId,
  ]
}
