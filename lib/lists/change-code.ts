import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { changeCode as endpoint } from '#lib/contracts/lists.ts'
import { Refusal } from '#lib/refusal.ts'
import { planCodeChange } from './check-code-change.ts'
import { codeChangeJobOf } from './code-change.job.ts'
import type { BatchRow } from './list-rows.ts'
import { planBatches } from './plan-batches.ts'

/**
 * Starts the change of a level code as one job: Concur takes a code for an item's identity, so the item and all below it are
 * deleted and added anew (common/list-item/v1, "Changing a List Item Level Code").
 * @throws Refusal 400 where the check finds a problem; nothing was changed
 */
export async function changeCode(
  context: Context,
  listId: string,
  body: z.output<typeof endpoint.body>,
): Promise<{ jobId: string }> {
  const { list, item, newCodes, children, problems } = await planCodeChange(context, listId, body)
  const [problem] = problems
  if (problem)
    throw new Refusal('bad-request', 400, `${problem.message} Nothing was changed.`, {
      fields: { newCode: problem.message },
    })
  const old = [item, ...children]
  const deletes = old.map(
    (each, index): BatchRow => ({ row: index + 1, item: { name: each.name, codes: each.codes } }),
  )
  const adds = old.map(
    (each, index): BatchRow => ({
      row: old.length + index + 1,
      item: {
        name: index === 0 ? body.name || each.name : each.name,
        codes: [...newCodes, ...each.codes.slice(newCodes.length)],
      },
    }),
  )
  const job = {
    title: `Change ${item.codes.join(' / ')} to ${body.newCode} in ${list.name}`,
    input: { list, from: item.codes, to: newCodes },
  }
  const rows = [
    ...deletes.map((row) => ({ ...row, does: 'remove' as const, problems: [] })),
    ...adds.map((row) => ({ ...row, does: 'add' as const, problems: [] })),
  ]
  // Deletes come first here: the new item could not be told from the old one otherwise, and so Concur's page says.
  const batches = planBatches(rows)
  const ordered = [
    ...batches.filter(({ type }) => type === 'delete'),
    ...batches.filter(({ type }) => type === 'create'),
  ]
  return { jobId: await context.jobs.start(context.person.id, codeChangeJobOf(context, job, ordered)) }
}
