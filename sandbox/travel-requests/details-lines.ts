import { instant } from '../clock.ts'
import { element, parent } from '../http/xml-writer.ts'
import type { CustomFields, RequestComment, RequestException } from './entities.ts'

/** Custom1 to Custom20 or 40, empty ones too. Allocations lack Custom11 in the documented example. */
export function customLines(custom: CustomFields, last: 20 | 40, indent: string, without?: number): string {
  let lines = ''
  for (let at = 1; at <= last; at++)
    if (at !== without) lines += element(`Custom${at}`, custom[at] ?? '', indent)
  return lines
}

/** `<Comments>` in the payload, although the table calls the child Comment. */
export function commentsList(comments: readonly RequestComment[], indent: string): string {
  const inner = `${indent}    `
  const written = comments.map((comment) =>
    parent(
      'Comments',
      element('Comment', comment.text, inner) +
        element('DateTime', instant(comment.at), inner) +
        element('FirstName', comment.firstName, inner) +
        element('LastName', comment.lastName, inner),
      `${indent}  `,
    ),
  )
  return parent('CommentsList', written.join(''), indent)
}

export function exceptionsList(exceptions: readonly RequestException[], indent: string): string {
  const inner = `${indent}    `
  const written = exceptions.map((exception) =>
    parent(
      'Exception',
      element('ExceptionCode', exception.code, inner) +
        element('ExceptionLevel', String(exception.level), inner) +
        element('ExceptionMessage', exception.message, inner),
      `${indent}  `,
    ),
  )
  return parent('ExceptionsList', written.join(''), indent)
}

export const count = (items: readonly unknown[]): string => String(items.length)

export const yesNo = (yes: boolean): string => (yes ? 'Y' : 'N')
