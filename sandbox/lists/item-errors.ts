/** "XML Response Error Codes" with their messages (common/list-item/v1.list-item). */
export const ITEM_ERRORS = {
  '1001': 'Could not find list-item-batch element',
  '1002': 'Error parsing list item {ITEM}',
  '1003': 'Start and end dates must be specified in pairs',
  '1004': 'List item name must be specified',
  '1005': 'List item name cannot be empty',
  '1006': 'List item name exceeds 64 characters',
  '1010': 'At least one level code must be specified',
  '1011': 'Only one level code is allowed',
  '1012': 'One or more level codes were skipped',
  '1013': 'Invalid level1Code',
  '1014': 'Invalid level2Code',
  '1015': 'Invalid level3Code',
  '1016': 'Invalid level4Code',
  '1017': 'Invalid level5Code',
  '1018': 'Invalid level6Code',
  '1019': 'Invalid level7Code',
  '1020': 'Invalid level8Code',
  '1021': 'Invalid level9Code',
  '1022': 'Invalid level10Code',
  '1023': 'Invalid start date',
  '1024': 'Invalid end date',
  '1025': 'Start date must come before end date',
  '2001': 'Failed to create list item',
  '2002': 'Failed to update list item',
  '2003': 'Failed to delete list item',
  '2004': 'List item already exists in the database',
  '2005': 'List item already exists as a deleted item in the database',
  '2006': 'List item code error',
  '2007': 'List item parent does not exist',
} as const

export type ItemErrorCode = keyof typeof ITEM_ERRORS

export const isItemErrorCode = (code: unknown): code is ItemErrorCode =>
  typeof code === 'string' && Object.hasOwn(ITEM_ERRORS, code)

/** Level 1 first. */
export const INVALID_LEVEL = [
  '1013',
  '1014',
  '1015',
  '1016',
  '1017',
  '1018',
  '1019',
  '1020',
  '1021',
  '1022',
] as const satisfies readonly ItemErrorCode[]
