import type { ListOperation } from '#lib/contracts/lists.ts'

interface OperationWords {
  label: string
  description: string
  /** "2 rows to ..." */
  verb: string
}

/** In the order of the choice. */
export const operationWords: Record<ListOperation, OperationWords> = {
  merge: {
    label: 'Add and update',
    description: 'Adds what the list lacks, gives the others the name and dates of the file.',
    verb: 'add and update',
  },
  create: {
    label: 'Add only',
    description: 'Rows whose codes are in the list already are not sent.',
    verb: 'add',
  },
  update: {
    label: 'Update only',
    description: 'Rows whose codes are not in the list are not sent.',
    verb: 'update',
  },
  delete: {
    label: 'Delete',
    description: 'Takes the items of the file out of the list. Only their codes are needed.',
    verb: 'delete',
  },
}
