import type { Comment } from '#lib/contracts/requests.ts'
import { InstantText } from './raw-text.tsx'
import { Section } from './section.tsx'

export function RequestComments({ comments }: { comments: readonly Comment[] }) {
  if (comments.length === 0) return null
  return (
    <Section title="Comments">
      <CommentList comments={comments} />
    </Section>
  )
}

/** Oldest first, as the talk went. */
export function CommentList({ comments }: { comments: readonly Comment[] }) {
  const inOrder = comments.toSorted((a, b) => (a.at?.iso ?? '').localeCompare(b.at?.iso ?? ''))
  return (
    <ol className="grid gap-2.5">
      {inOrder.map((comment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comments have no key of their own and only grow at the end
        <li key={index}>
          <p>
            <span className="font-strong">{comment.author || 'Unknown author'}</span>{' '}
            <span className="text-ink-2">
              <InstantText at={comment.at} style="short" />
            </span>
          </p>
          <p className="wrap-break-word whitespace-pre-wrap">{comment.text}</p>
        </li>
      ))}
    </ol>
  )
}
