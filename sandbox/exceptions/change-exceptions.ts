import type { ExceptionHolder, Visibility } from './entities.ts'
import { exceptionOf } from './exception-codes.ts'

/** Answers false when nothing changed: the code stands there with this visibility already. */
export function addException(holder: ExceptionHolder, code: string, visibility: Visibility): boolean {
  const standing = holder.exceptions.find((exception) => exception.code === code)
  if (standing?.visibility === visibility) return false
  if (standing) standing.visibility = visibility
  else holder.exceptions.push(exceptionOf(code, visibility))
  return true
}

/** Answers false when the code does not stand there. */
export function clearException(holder: ExceptionHolder, code: string): boolean {
  const left = holder.exceptions.filter((exception) => exception.code !== code)
  if (left.length === holder.exceptions.length) return false
  holder.exceptions = left
  return true
}
