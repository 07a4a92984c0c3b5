import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { FormText } from '#components/forms/form-text.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { AnswerOf } from '#lib/contracts/endpoint.ts'
import type { Endpoints } from '#lib/contracts/endpoints.ts'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'
import { ItemNames } from './item-names.tsx'
import { type NewCodeValues, newCodeValues } from './item-values.ts'
import { checkCodeChange, startCodeChange } from './lists.queries.ts'
import { useListWrite } from './use-list-write.ts'
import { WriteDialog } from './write-dialog.tsx'

interface ChangeCodeDialogProps {
  list: List
  item: ListItem
  onDone: (codes: readonly string[], name: string) => void
  onClose: (jobId: string | undefined) => void
}

/** First what a change would do, then the change. */
export function ChangeCodeDialog({ list, item, onDone, onClose }: ChangeCodeDialogProps) {
  const { control, handleSubmit } = useForm<NewCodeValues>({
    defaultValues: { newCode: '', name: '' },
    resolver: zodResolver(newCodeValues),
    mode: 'onSubmit',
  })
  const bodyOf = ({ newCode, name }: NewCodeValues) => ({
    codes: item.codes,
    newCode,
    name: name || undefined,
  })
  const check = useMutation({
    mutationFn: (values: NewCodeValues) => checkCodeChange(list.id, bodyOf(values)),
  })
  const write = useListWrite(
    (values: NewCodeValues) => startCodeChange(list.id, bodyOf(values)),
    (values) => onDone([...item.codes.slice(0, -1), values.newCode], values.name || item.name),
  )
  const checked = check.data && check.variables ? { answer: check.data, values: check.variables } : undefined
  if (checked && checked.answer.problems.length === 0)
    return (
      <WriteDialog
        // Another dialog than the one before: a second press on "Check" must not land on this button.
        key="change"
        alert
        title={`Change the code of ${item.name}?`}
        action="Change code"
        variant="danger"
        write={write}
        onSubmit={() => write.send(checked.values)}
        onClose={() => onClose(write.pending ? write.jobId : undefined)}
      >
        <Consequences item={item} answer={checked.answer} />
        {write.pending || write.held ? null : (
          <Button variant="quiet" className="-ml-2.5 justify-self-start" onClick={() => check.reset()}>
            Another code
          </Button>
        )}
      </WriteDialog>
    )
  return (
    <WriteDialog
      title={`Change the code of ${item.name}`}
      action="Check"
      write={{ ...idle, pending: check.isPending, error: check.error }}
      onSubmit={() => void handleSubmit((values) => check.mutate(values))()}
      onClose={() => onClose(undefined)}
    >
      <p className="text-ink-2">
        Codes are what Concur knows an item by, so a code cannot be changed: the item is deleted and added
        again under the new one, with everything below it.
      </p>
      <FormText
        control={control}
        name="newCode"
        label={list.levels > 1 ? `New code of level ${item.codes.length}` : 'New code'}
        aria-required
        autoFocus
        spellCheck={false}
        className="[&_input]:font-mono"
        description={
          <>
            Now <span className="font-mono">{codePath(item.codes)}</span>
          </>
        }
      />
      <FormText
        control={control}
        name="name"
        label="New name"
        placeholder={item.name}
        description="Left empty the name stays."
      />
      {checked ? (
        <Notice
          tone="bad"
          role="alert"
          title="This code cannot be used"
          aside={checked.answer.problems[0]?.code}
        >
          <ul className="grid gap-1">
            {checked.answer.problems.map(({ row, code, field, message, advice }) => (
              <li key={`${row} ${code} ${field}`}>
                {message} {advice}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <p className="text-small text-ink-3">
        Nothing is sent to Concur before you have seen what it would do.
      </p>
    </WriteDialog>
  )
}

const idle = { jobId: undefined, progress: undefined, verdict: undefined, held: false }

type CheckAnswer = AnswerOf<Endpoints['POST /api/lists/{listId}/change-code/check']>

function Consequences({ item, answer }: { item: ListItem; answer: CheckAnswer }) {
  const { children, newCodes } = answer
  const total = formatCount(children.length + 1)
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-mono">
        <del className="text-ink-2">{codePath(item.codes)}</del>
        <span aria-hidden="true">→</span>
        <ins className="font-strong no-underline">{codePath(newCodes)}</ins>
      </p>
      <ul className="grid list-disc gap-1.5 pl-4 text-ink-2">
        <li className="text-ink">
          {children.length === 0
            ? '1 item is deleted and added again. Nothing hangs below it.'
            : `${total} items are deleted and added again: this one and ${formatCount(children.length)} below it.`}
        </li>
        <li>
          {children.length === 0 ? 'Its' : 'Their'} start and end dates are lost: Concur does not tell them,
          so they cannot be written again.
        </li>
        <li>Reports and requests that use the old code go on showing it; new ones offer only the new.</li>
        <li>If adding fails after the delete, the job says what stands and can go on from there.</li>
      </ul>
      {children.length > 0 ? <ItemNames items={children} /> : null}
    </>
  )
}
