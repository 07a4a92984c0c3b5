import type { ReportException, Visibility } from './entities.ts'

export type Level = 'header' | 'expense' | 'itemization' | 'allocation'

type ExceptionType = {
  messages: readonly [string, ...string[]]
  isBlocking: boolean
  visibility: Visibility
  /** Where the company's rules raise it; a client may put any code anywhere, as the page does. */
  levels: readonly Level[]
}

const type = (
  isBlocking: boolean,
  visibility: Visibility,
  levels: readonly Level[],
  ...messages: readonly [string, ...string[]]
): ExceptionType => ({ isBlocking, visibility, levels, messages })

/** The codes that Northwind knows. ITEMDIFF, MISSREQFLD and MISSALLOCREQFLD read as the page prints them. */
export const EXCEPTION_CODES: Readonly<Record<string, ExceptionType>> = {
  ITEMDIFF: type(true, 'ALL', ['expense'], 'The itemization amounts do not add up to the expense amount.'),
  MISSREQFLD: type(
    true,
    'ALL',
    ['header', 'expense', 'itemization'],
    'Missing required field: Receipt Status. ',
    'Missing required field: Business Purpose. ',
    'Missing required field: Vendor. ',
  ),
  MISSALLOCREQFLD: type(
    true,
    'ALL',
    ['allocation'],
    'Missing required allocation field: Custom 05. ',
    'Missing required allocation field: Cost Center. ',
  ),
  RECEIPTREQ: type(true, 'ALL', ['expense'], 'A receipt is required for expenses of 25.00 or more.'),
  RCPTSUM: type(true, 'ALL', ['header'], 'The receipts do not add up to the total of the report.'),
  OLDEXPENSE: type(false, 'ALL', ['expense', 'itemization'], 'The expense is older than 90 days.'),
  DUPLICATE: type(
    false,
    'APPROVER_PROCESSOR',
    ['expense'],
    'The same amount was claimed for this vendor & day before.',
  ),
  LIMIT: type(
    false,
    'ALL',
    ['expense', 'itemization'],
    'The amount is above the limit of this expense type.',
  ),
  HOTELRATE: type(
    false,
    'APPROVER_PROCESSOR',
    ['expense', 'itemization'],
    'The nightly rate is above the city limit.',
  ),
  ATTND: type(
    false,
    'APPROVER_PROCESSOR',
    ['expense'],
    'Meals of more than three people need a list of attendees.',
  ),
  FXRATE: type(
    false,
    'PROCESSOR',
    ['expense'],
    'The exchange rate differs by more than 3 % from the rate of the day.',
  ),
  LATE60: type(
    false,
    'PROCESSOR',
    ['header'],
    'The report was submitted more than 60 days after its last expense.',
  ),
  BUDGETOV: type(
    false,
    'APPROVER_PROCESSOR',
    ['header'],
    'The report exceeds what is left of the cost center’s budget.',
  ),
  UNUSEDADV: type(false, 'ALL', ['header'], 'A cash advance is open and not assigned to this report.'),
  AUDIT: type(false, 'PROCESSOR', ['header'], 'The report was picked at random for an audit.'),
  TAXJUR: type(true, 'PROCESSOR', ['itemization'], 'The tax is missing its jurisdiction.'),
  CLOSEDCO: type(true, 'PROCESSOR', ['allocation'], 'The cost object is closed.'),
  ALLOCAPPR: type(
    false,
    'APPROVER_PROCESSOR',
    ['allocation'],
    'The owner of the cost object has not approved this share.',
  ),
  /** For people to raise by hand; no rule of the company's does. */
  MANUAL: type(false, 'PROCESSOR', [], 'Raised by hand for review.'),
}

export const knownCode = (code: string): boolean => Object.hasOwn(EXCEPTION_CODES, code)

/** An exception of a known code; which of its messages, `at` says. */
export function exceptionOf(code: string, visibility?: Visibility, at = 0): ReportException {
  const known = EXCEPTION_CODES[code]
  if (!known) throw new Error(`${code} is no exception code.`)
  const { messages, isBlocking } = known
  return {
    code,
    visibility: visibility ?? known.visibility,
    isBlocking,
    message: messages[at % messages.length] ?? messages[0],
  }
}
