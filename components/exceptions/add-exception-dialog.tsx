import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useController, useForm } from 'react-hook-form'
import { z } from 'zod'
import { FormText } from '#components/forms/form-text.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast.ts'
import { exceptionCode, exceptionVisibility } from '#lib/contracts/exceptions.ts'
import { levelWords } from './exception-words.ts'
import { addAt, seenCodesOptions, showWritten } from './exceptions.queries.ts'
import { placeTitle } from './place-words.ts'
import type { PlaceNode } from './report-tree.ts'
import { noteDenied } from './use-writes.ts'
import { VisibilityChoice } from './visibility-choice.tsx'
import { WriteEnding } from './write-ending.tsx'

const values = z.object({ exceptionCode, exceptionVisibility })
type Values = z.infer<typeof values>

interface AddExceptionDialogProps {
  node: PlaceNode
  /** Once Concur has confirmed it. */
  onAdded: (exceptionCode: string) => void
  onClose: () => void
}

export function AddExceptionDialog({ node, onAdded, onClose }: AddExceptionDialogProps) {
  const client = useQueryClient()
  const seen = useQuery(seenCodesOptions())
  const suggestions = useId()
  const { control, handleSubmit, setValue } = useForm<Values>({
    defaultValues: { exceptionCode: '', exceptionVisibility: 'ALL' },
    resolver: zodResolver(values),
    mode: 'onSubmit',
  })
  const code = useController({ control, name: 'exceptionCode' }).field.value.trim()
  const visibility = useController({ control, name: 'exceptionVisibility' }).field.value
  const known = seen.data?.find((each) => each.exceptionCode === code)
  const where = placeTitle(node)
  const add = useMutation({
    mutationFn: (added: Values) => addAt(node.place, added),
    onError: (error) => noteDenied(client, error),
    onSuccess: (written, added) => {
      showWritten(client, node.place, written)
      if (written.outcome !== 'done') return
      onClose()
      onAdded(added.exceptionCode)
      showToast({
        tone: 'good',
        title: `${added.exceptionCode} ${written.alreadyThere ? 'stands here already' : 'added'}`,
        detail: written.message,
      })
    },
  })
  const standsHere = node.exceptions.some(({ exceptionCode: here }) => here === code)
  const submit = handleSubmit((added) => {
    if (!add.isPending) add.mutate(added)
  })
  return (
    <Dialog
      title="Add exception"
      onClose={onClose}
      locked={add.isPending}
      footer={
        <>
          <Button
            variant="primary"
            size="thumb"
            keys="Ctrl ↵"
            pending={add.isPending}
            onClick={() => void submit()}
          >
            Add exception
          </Button>
          <Button size="thumb" disabled={add.isPending} onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event)
        }}
        className="grid gap-3.5 pb-1"
      >
        <p className="text-ink-2">
          At the {levelWords[node.level].toLowerCase()} level: <b className="font-strong text-ink">{where}</b>
          .
        </p>
        <FormText
          control={control}
          name="exceptionCode"
          label="Code"
          aria-required
          autoFocus
          autoCapitalize="characters"
          spellCheck={false}
          list={suggestions}
          description={
            standsHere
              ? 'This code stands here already: only who sees it would change.'
              : known
                ? `${known.message?.trim() ?? ''} ${known.isBlocking ? 'It blocks submission.' : 'It warns.'}`.trim()
                : 'One that your company’s Concur knows. Whether it blocks is set there, not here.'
          }
        />
        <datalist id={suggestions}>
          {seen.data?.map(({ exceptionCode: each, message }) => (
            <option key={each} value={each}>
              {message?.trim()}
            </option>
          ))}
        </datalist>
        <VisibilityChoice
          chosen={visibility}
          onChange={(chosen) => setValue('exceptionVisibility', chosen)}
        />
        <WriteEnding past="added" written={add.data} error={add.error} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
