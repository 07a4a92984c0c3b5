import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'
import { concurId, plainText } from './values.ts'
import { listOperations } from './vocabulary.ts'

/** Concur allows ten levels (error codes 1013 to 1022). */
export const LEVELS = 10

export const list = z.object({
  id: z.string(),
  name: z.string(),
  levels: z.number().int(),
  isVendor: z.boolean(),
})
export type List = z.infer<typeof list>

/** An item as Concur holds it. Its dates cannot be read (List v1 returns none). */
export const listItem = z.object({
  name: z.string(),
  /** Level 1 first; together they are the item's identity. */
  codes: z.array(z.string()),
  /** Whether the list has a level below this item's. */
  canHaveChildren: z.boolean(),
})
export type ListItem = z.infer<typeof listItem>

export const listOperation = z.enum(listOperations)
export type ListOperation = z.infer<typeof listOperation>

/**
 * A row as a person gave it. Deliberately loose: what is wrong with a row is the check's to say, by row and column,
 * not a reason to turn the whole file away.
 */
export const listRow = z.object({
  name: z.string().max(2000).optional(),
  codes: z.array(z.string().max(2000)).max(50),
  startDate: z.string().max(200).optional(),
  endDate: z.string().max(200).optional(),
})
export type ListRow = z.input<typeof listRow>

const oneList = z.object({ listId: concurId.max(200) })

export const listLists = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/lists',
  summary: 'The company’s lists',
  answer: z.object({ items: z.array(list) }),
})

export const readList = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/lists/{listId}',
  summary: 'One list',
  params: oneList,
  answer: list,
})

const codes = z.array(plainText.max(200)).min(1).max(LEVELS)

export const listItems = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/lists/{listId}/items',
  summary: 'Items of level 1, or those below a parent',
  params: oneList,
  query: z.object({
    /** Repeats once a level. */
    parentCode: z.preprocess((value) => (typeof value === 'string' ? [value] : value), codes.optional()),
    /** In the name or the code, as Concur matches it. */
    filter: plainText.max(200).optional(),
  }),
  answer: z.object({ items: z.array(listItem) }),
})

/** A list of 200,000 rows with names and dates has about 25 MB. */
const manyItems = { bytes: 64_000_000, most: 200_000, item: listRow }

const listRows = z.object({
  operation: listOperation,
  items: z.array(listRow),
  /** With `delete`: what hangs below goes too, children first. */
  withChildren: z.boolean().optional(),
})

/** `codes[2]` is level 3. */
const field = z.string().regex(/^(name|codes|codes\[\d\]|startDate|endDate)$/)

export const checkProblem = z.object({
  row: z.number().int(),
  /** A code of the List Item v1 error table, or one of ours: see lib/lists/README.md. */
  code: z.string(),
  field,
  message: z.string(),
  advice: z.string(),
})
export type CheckProblem = z.infer<typeof checkProblem>

const rowNumber = z.number().int()

export const checkAnswer = z.object({
  rows: z.number().int(),
  /** By row. At most 10,000; `problemCount` and `rowsWithProblems` count all. */
  problems: z.array(checkProblem),
  problemCount: z.number().int(),
  rowsWithProblems: z.number().int(),
  /** How many rows without a problem would do what. */
  difference: z.object({
    add: z.number().int(),
    rename: z.number().int(),
    redate: z.number().int(),
    unchanged: z.number().int(),
    remove: z.number().int(),
  }),
  /** The first 200 rows of each kind, with what the list holds today. */
  examples: z.object({
    add: z.array(z.object({ row: rowNumber })),
    rename: z.array(z.object({ row: rowNumber, from: z.string() })),
    redate: z.array(z.object({ row: rowNumber })),
    /** With children, also items that are not in the file: `row` counts on after its last one, `below` is the row above. */
    remove: z.array(
      z.object({
        row: rowNumber,
        from: z.string(),
        codes: z.array(z.string()),
        below: rowNumber.optional(),
      }),
    ),
  }),
  /** An added row that looks like an item of today under another code: Concur knows that only as delete and add. */
  changedCodes: z.array(
    z.object({ row: rowNumber, name: z.string(), from: z.array(z.string()), to: z.array(z.string()) }),
  ),
  /** What a run would send. */
  plan: z.object({ rows: z.number().int(), batches: z.number().int() }),
})
export type CheckAnswer = z.infer<typeof checkAnswer>

export const checkListRows = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/lists/{listId}/check',
  summary: 'Every problem by row, and the difference to what the list holds; writes nothing',
  params: oneList,
  body: listRows,
  manyItems,
  answer: checkAnswer,
})

const jobTaken = z.object({ jobId: z.uuid() })

export const startListBatch = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/lists/{listId}/batches',
  summary: 'Create, update or delete any number of items as a job; rows that fail the check are not sent',
  params: oneList,
  body: listRows.extend({
    items: listRows.shape.items.min(1),
    /** Where the rows come from, for the title of the job. */
    source: plainText.max(200).optional(),
  }),
  manyItems,
  answer: jobTaken,
  status: 202,
})

const codeChange = z.object({
  codes,
  /** For the last level of `codes`. */
  newCode: z.string().max(200),
  /** Empty: the name stays. */
  name: plainText.max(200).optional(),
})

export const checkCodeChange = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/lists/{listId}/change-code/check',
  summary: 'What a change of this code would delete and add; writes nothing',
  params: oneList,
  body: codeChange,
  answer: z.object({
    list,
    item: listItem,
    newCodes: z.array(z.string()),
    /** Everything below the item, parents first: deleted and added with it. */
    children: z.array(listItem),
    /** Row 1 is the item, its children follow. */
    problems: z.array(checkProblem),
  }),
})

export const changeCode = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/lists/{listId}/change-code',
  summary: 'Delete an item with what hangs below it and add it again under another code, as one job',
  params: oneList,
  body: codeChange,
  answer: jobTaken,
  status: 202,
})
