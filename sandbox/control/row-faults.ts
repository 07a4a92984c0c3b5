import { z } from 'zod'
import type { ItemChange } from '../lists/apply-item.ts'
import { BATCH_TYPES, type BatchType } from '../lists/entities.ts'
import { type ItemErrorCode, isItemErrorCode } from '../lists/item-errors.ts'
import { pattern } from './pattern.ts'

export const rowFaultBody = z.strictObject({
  match: z
    .strictObject({
      type: z.enum(BATCH_TYPES).optional(),
      name: pattern.optional(),
      /** Tried on all level codes with `/` between them: `EMEA/DE/4310/00107`. */
      codes: pattern.optional(),
    })
    .default({}),
  /** Without it 2001, 2002 or 2003: creating, updating or deleting failed. */
  code: z.custom<ItemErrorCode>(isItemErrorCode, 'is not in the table of error codes').optional(),
  times: z.number().int().positive().optional(),
})

export type RowFault = z.infer<typeof rowFaultBody> & { id: number; struck: number }

const FAILED = { create: '2001', update: '2002', delete: '2003' } as const satisfies Record<
  BatchType,
  ItemErrorCode
>

/** Rules by which items of a batch fail that have nothing wrong with them. */
export class RowFaultStore {
  #faults: RowFault[] = []
  #next = 1

  add(body: z.infer<typeof rowFaultBody>): RowFault {
    const fault = { ...body, id: this.#next++, struck: 0 }
    this.#faults.push(fault)
    return fault
  }

  all(): readonly RowFault[] {
    return this.#faults
  }

  clear(): void {
    this.#faults = []
  }

  /** The error of the first rule that matches and is not used up; the item then changes nothing. */
  strike(type: BatchType, { name, codes }: ItemChange): ItemErrorCode | undefined {
    for (const fault of this.#faults) {
      const { match, times } = fault
      if (times !== undefined && fault.struck >= times) continue
      if (match.type !== undefined && match.type !== type) continue
      if (match.name !== undefined && !new RegExp(match.name).test(name)) continue
      if (match.codes !== undefined && !new RegExp(match.codes).test(codes.join('/'))) continue
      fault.struck += 1
      return fault.code ?? FAILED[type]
    }
  }
}
