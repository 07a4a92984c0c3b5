import { NamedError } from './named-error.ts'

/**
 * What may stand in a path, by kind. Keys of Travel Request v1 hold `$`, `!` and a literal `%` (the printed example
 * `nx2WRNzp18$wjehk%wqEL6...`). Nothing here may hold a slash, a backslash, a space or a control character.
 */
const patterns = {
  requestKey: /^[\w$!%+=~-]{1,128}$/,
  workflowStepId: /^[\w$!%+=~-]{1,128}$/,
  listId: /^[\w$!%+=~.-]{1,128}$/,
  listItemId: /^[\w$!%+=~.-]{1,128}$/,
  reportId: /^[\w$!%+=~-]{1,128}$/,
  expenseId: /^[\w$!%+=~-]{1,128}$/,
  allocationId: /^[\w$!%+=~-]{1,128}$/,
  exceptionCode: /^[\w.-]{1,64}$/,
  userId: /^[\w.-]{1,64}$/,
  // Opaque, out of a link to the next page; it goes into a query.
  pageOffset: /^[\x21-\x7e]{1,2000}$/,
  // A login travels in a query, where everything is encoded: any printable text without spaces.
  loginId: /^[^\s/\\\p{Cc}\p{Cs}]{1,128}$/u,
} as const

export type IdKind = keyof typeof patterns

/** A text that cannot be an id of its kind. Nothing was sent. */
export class InvalidId extends NamedError {
  static override readonly errorName: string = 'InvalidId'
  readonly kind: IdKind | 'segment'

  constructor(kind: IdKind | 'segment') {
    super(`This is not a ${kind} of Concur.`)
    this.kind = kind
  }
}

export function isId(kind: IdKind, value: string): boolean {
  return patterns[kind].test(value) && value !== '.' && value !== '..'
}

/** The value itself when it can be an id of that kind; throws `InvalidId` otherwise. */
export function parseId(kind: IdKind, value: string): string {
  if (!isId(kind, value)) throw new InvalidId(kind)
  return value
}

/**
 * One path segment, encoded once: `a%wq$` → `a%25wq%24`. Throws `InvalidId` for the empty text, `.`, `..`, slashes,
 * backslashes and control characters, whatever kind it was: the last guard before a URL is built.
 */
export function encodeSegment(value: string): string {
  if (value === '' || value === '.' || value === '..' || /[/\\\p{Cc}\p{Cs}]/u.test(value)) {
    throw new InvalidId('segment')
  }
  return encodeURIComponent(value)
}

/**
 * The id at the end of a link inside a payload, or null when there is none. The link is data: its host is never used, so
 * the odd `https:/www...` with one slash and the legacy hosts do not matter.
 *
 * A percent sign is the difficulty: keys hold a literal one (`%wq`), and an escape may stand there too (`%24`). What
 * counts is what Concur's server would read if the link were followed as it stands: an escape of a printable ASCII
 * character is decoded once, except `/` and `\`; every other `%` stays as it is. So `encodeSegment(lastSegment(link))`
 * asks for the same object as the link, and a broken escape never throws.
 */
export function lastSegment(link: string): string | null {
  return segments(link).at(-1) ?? null
}

/** The id before the last segment named `keyword` (any case): the step in `.../requests/{step}/WorkFlowAction`. Null when it is not there. */
export function segmentBefore(link: string, keyword: string): string | null {
  const parts = segments(link)
  const at = parts.findLastIndex((part) => part.toLowerCase() === keyword.toLowerCase())
  return parts[at - 1] ?? null
}

function segments(link: string): string[] {
  const path = link
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/+[^/]*/i, '')
  return path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeSafely)
}

function decodeSafely(segment: string): string {
  return segment.replace(/%(2[0-9a-e]|[3-6][0-9a-f]|7[0-9a-e])/gi, (written, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return character === '/' || character === '\\' ? written : character
  })
}
