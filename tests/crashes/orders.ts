import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { reportException } from '#lib/contracts/exceptions.ts'
import { clearException } from '#lib/exceptions/clear-exception.ts'
import { clearInBulk } from '#lib/exceptions/clear-in-bulk.ts'
import { changeCode } from '#lib/lists/change-code.ts'
import { LIST_BATCH } from '#lib/lists/list-batch-input.ts'
import { startListBatch } from '#lib/lists/start-list-batch.ts'
import { approveRequest } from '#lib/requests/approve-request.ts'
import { decideInBulk } from '#lib/requests/decide-in-bulk.ts'
import { readRequest } from '#lib/requests/read-request.ts'
import { sendBackRequest } from '#lib/requests/send-back-request.ts'

const item = z.object({ name: z.string().optional(), codes: z.array(z.string()) })
const batchPath = z.enum(['list', 'direct'])
const list = z.object({
  id: z.string(),
  name: z.string(),
  levels: z.number(),
  isVendor: z.boolean(),
  batchPath,
})
const comment = z.string()
const decision = { requestKey: z.string(), comment, version: z.string().optional() }

/** What a person asks a desk for: as data, since it crosses to a process of its own. */
export const order = z.discriminatedUnion('asksTo', [
  z.object({ asksTo: z.literal('approve many'), requestKeys: z.array(z.string()), comment }),
  z.object({
    asksTo: z.literal('send batches'),
    list,
    operation: z.enum(['create', 'update', 'delete']),
    batches: z.array(z.array(item)),
  }),
  z.object({ asksTo: z.literal('add an item'), listId: z.string(), item }),
  z.object({
    asksTo: z.literal('change a code'),
    listId: z.string(),
    codes: z.array(z.string()),
    newCode: z.string(),
  }),
  z.object({
    asksTo: z.literal('clear many'),
    reason: z.string(),
    items: z.array(
      z.object({
        reportId: z.string(),
        reportName: z.string(),
        ...reportException.pick({ exceptionCode: true }).shape,
      }),
    ),
  }),
  z.object({ asksTo: z.literal('approve'), ...decision }),
  z.object({ asksTo: z.literal('send back'), ...decision }),
  z.object({
    asksTo: z.literal('clear'),
    reason: z.string(),
    reportId: z.string(),
    exceptionCode: z.string(),
  }),
])
export type Order = z.infer<typeof order>

/** A job that was started, or how the act of a person ended. */
export const answer = z.union([
  z.object({ jobId: z.string() }),
  z.object({ outcome: z.enum(['done', 'refused', 'unknown']), message: z.string() }),
])
export type Answer = z.infer<typeof answer>

/** Carried out by the use case that the route has too. */
export async function carryOut(context: Context, asked: Order): Promise<Answer> {
  switch (asked.asksTo) {
    case 'approve many': {
      const { requestKeys, comment } = asked
      const bulk = {
        action: 'approve',
        requestKeys,
        comment,
        versions: {},
        exceptionsSeen: requestKeys,
      } as const
      return decideInBulk(context, bulk)
    }
    case 'send batches':
      return { jobId: await context.jobs.start(context.person.id, smallBatches(context, asked)) }
    case 'add an item':
      return startListBatch(context, asked.listId, { operation: 'create', items: [asked.item] })
    case 'change a code':
      return changeCode(context, asked.listId, asked)
    case 'clear many':
      return clearInBulk(context, asked)
    case 'approve':
      return approveRequest(context, asked.requestKey, asked)
    case 'send back':
      return sendBackRequest(context, asked.requestKey, asked)
    case 'clear': {
      const { reportId, exceptionCode, reason } = asked
      return clearException(context, { place: { reportId }, exceptionCode, reason })
    }
  }
}

/** What the person has before them when they decide. */
export async function look(context: Context, asked: Order): Promise<Order> {
  if (asked.asksTo !== 'approve' && asked.asksTo !== 'send back') return asked
  return { ...asked, version: (await readRequest(context, asked.requestKey)).version }
}

/** The job of an import, in batches of a few rows: the real ones have a thousand. */
function smallBatches({ person }: Context, asked: Extract<Order, { asksTo: 'send batches' }>) {
  const { list, operation, batches } = asked
  let row = 0
  return {
    kind: LIST_BATCH,
    title: `Import into ${list.name}`,
    input: { list, operation },
    listId: list.id,
    lane: `list ${person.companyId} ${list.id}`,
    steps: batches.map((items) => ({ operation, rows: items.map((item) => ({ row: ++row, item })) })),
  }
}
