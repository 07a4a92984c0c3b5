import { OctagonAlert, TriangleAlert } from 'lucide-react'
import { kindWord } from './exception-words.ts'

/** A mark and a colour; the word is for ears, and stands beside it where there is room. */
export function ExceptionMark({ isBlocking }: { isBlocking: boolean }) {
  const Icon = isBlocking ? OctagonAlert : TriangleAlert
  return (
    <Icon
      role="img"
      aria-label={kindWord(isBlocking)}
      className={`size-4! ${isBlocking ? 'text-bad' : 'text-warn'}`}
    />
  )
}

export function KindWord({ isBlocking }: { isBlocking: boolean }) {
  return (
    <span className={isBlocking ? 'font-strong text-bad' : 'font-strong text-warn'}>
      {kindWord(isBlocking)}
    </span>
  )
}
