/** A code of the error table of List Item v1 ("XML Response Error Codes"): Concur's words, and what to do about it. */
export interface ListErrorCode {
  message: string
  advice: string
}

const levelCode = (level: number): [string, ListErrorCode] => [
  String(1012 + level),
  {
    message: `Invalid level${level}Code`,
    advice: `Write a code of level ${level} of at most 32 characters, without hyphens.`,
  },
]

const table = new Map<string, ListErrorCode>([
  [
    '1001',
    {
      message: 'Could not find list-item-batch element',
      advice: 'Send the row again; if it comes back, pass the correlation id to Concur’s support.',
    },
  ],
  [
    '1002',
    {
      message: 'Error parsing list item {ITEM}',
      advice: 'Look for characters in the row that are no text, and type it anew.',
    },
  ],
  [
    '1003',
    {
      message: 'Start and end dates must be specified in pairs',
      advice: 'Give both dates, or neither.',
    },
  ],
  ['1004', { message: 'List item name must be specified', advice: 'Give the item a name.' }],
  ['1005', { message: 'List item name cannot be empty', advice: 'Give the item a name.' }],
  ['1006', { message: 'List item name exceeds 64 characters', advice: 'Shorten the name to 64 characters.' }],
  [
    '1010',
    {
      message: 'At least one level code must be specified',
      advice: 'Give the item its code, and those of its parents before it.',
    },
  ],
  [
    '1011',
    {
      message: 'Only one level code is allowed',
      advice: 'This list has one level: leave the code of level 1 only.',
    },
  ],
  [
    '1012',
    {
      message: 'One or more level codes were skipped',
      advice: 'Fill in the code of every level above the last one.',
    },
  ],
  ...Array.from({ length: 10 }, (_, index) => levelCode(index + 1)),
  ['1023', { message: 'Invalid start date', advice: 'Write the day as YYYY-MM-DD.' }],
  ['1024', { message: 'Invalid end date', advice: 'Write the day as YYYY-MM-DD.' }],
  [
    '1025',
    { message: 'Start date must come before end date', advice: 'Move one of the dates, or exchange them.' },
  ],
  [
    '2001',
    {
      message: 'Failed to create list item',
      advice: 'Send the row again; if it fails again, pass the correlation id to Concur’s support.',
    },
  ],
  [
    '2002',
    {
      message: 'Failed to update list item',
      advice: 'See that the item is in the list, then send the row again.',
    },
  ],
  [
    '2003',
    {
      message: 'Failed to delete list item',
      advice: 'See that the item is in the list and that nothing hangs below it, then send the row again.',
    },
  ],
  [
    '2004',
    {
      message: 'List item already exists in the database',
      advice: 'Leave the row out, or update the item instead.',
    },
  ],
  [
    '2005',
    {
      message: 'List item already exists as a deleted item in the database',
      advice: 'Use another code, or ask Concur’s support to bring the deleted item back.',
    },
  ],
  ['2006', { message: 'List item code error', advice: 'Use another code.' }],
  [
    '2007',
    { message: 'List item parent does not exist', advice: 'Add the parent first, or write its code anew.' },
  ],
])

/** What the table says of a code; undefined for codes that Concur has beyond its table. */
export function listErrorCode(code: string): ListErrorCode | undefined {
  return table.get(code)
}

/** What to do about an error that Concur named. */
export function adviceFor(code: string): string {
  return (
    table.get(code)?.advice ??
    'Concur’s table of errors does not hold this code: go by the words, then retry.'
  )
}
