import { z } from 'zod'
import { listOperation } from '#lib/contracts/lists.ts'

export const LIST_BATCH = 'list-batch'
export const CODE_CHANGE = 'list-code-change'

const list = z.object({
  id: z.string(),
  name: z.string(),
  levels: z.number().int(),
  isVendor: z.boolean(),
  batchPath: z.enum(['list', 'direct']),
})

/** As a list batch job stores it. */
export const listBatchInput = z.object({ list, operation: listOperation })

/** As a code change job stores it. */
export const codeChangeInput = z.object({ list, from: z.array(z.string()), to: z.array(z.string()) })

/** The item of a row in either job. */
export const batchItem = z.object({
  name: z.string().optional(),
  codes: z.array(z.string()),
  startDate: z.string().optional(),
  endDate: z.string().optional(),
})
