'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { lazy, Suspense, useState } from 'react'
import { type Control, useForm, useFormState } from 'react-hook-form'
import { FormText } from '#components/forms/form-text.tsx'
import { FormTextArea } from '#components/forms/form-text-area.tsx'
import { useLeaveGuard } from '#components/forms/use-leave-guard.ts'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { BffProblem } from '#lib/browser/call-bff.ts'
import {
  type HeaderAnswer,
  type RequestHeader,
  requestHeader,
  type TravelRequest,
} from '#lib/contracts/requests.ts'
import { HeaderOutcome } from './header-outcome.tsx'
import { changedHeader, customNames, type HeaderValues, headerValues, isHeaderName } from './header-values.ts'
import { createHeader, requestOptions, updateHeader } from './requests.queries.ts'

const LeaveDialog = lazy(() =>
  import('#components/forms/leave-dialog.tsx').then((module) => ({ default: module.LeaveDialog })),
)

/** Creates a header, or changes the one of `request`. */
export function RequestHeaderForm({ request }: { request?: TravelRequest }) {
  const client = useQueryClient()
  const [before] = useState(() => headerValues(request))
  const { control, handleSubmit, setError } = useForm<RequestHeader>({
    defaultValues: before,
    resolver: zodResolver(requestHeader),
    // Not on blur: a complaint that appears under the pressed pointer moves the button away from it, and the press is lost.
    mode: 'onSubmit',
  })
  const { isDirty } = useFormState({ control })
  const save = useMutation({
    mutationFn: (values: RequestHeader) => {
      const header = changedHeader(before, values)
      return request ? updateHeader(request, header) : createHeader(header)
    },
    onSuccess: (answer: HeaderAnswer) => {
      void client.invalidateQueries({ queryKey: ['requests', 'list'] })
      if (answer.requestKey)
        void client.invalidateQueries({ queryKey: requestOptions(answer.requestKey).queryKey })
    },
    onError: (error) => {
      const fields = error instanceof BffProblem ? (error.problem.fields ?? {}) : {}
      for (const [name, message] of Object.entries(fields))
        if (isHeaderName(name)) setError(name, { message }, { shouldFocus: true })
    },
  })
  const saved = save.data?.outcome === 'done'
  const guard = useLeaveGuard(isDirty && !saved)

  if (save.data && saved) return <HeaderOutcome answer={save.data} name={save.variables?.name} />
  return (
    <form
      noValidate
      onSubmit={handleSubmit((header) => save.mutate(header))}
      className="grid max-w-180 gap-5"
    >
      <TripFields control={control} />
      <CustomFieldset control={control} before={before} />
      {save.data ? <HeaderOutcome answer={save.data} name={save.variables?.name} /> : null}
      {save.error ? <ProblemNotice error={save.error} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" size="thumb" pending={save.isPending}>
          {request ? 'Save' : 'Create request'}
        </Button>
        <Link href={backTo(request)} className={buttonLook('default', 'thumb')}>
          Cancel
        </Link>
      </div>
      <Suspense>{guard.leaving ? <LeaveDialog onLeave={guard.leave} onStay={guard.stay} /> : null}</Suspense>
    </form>
  )
}

function TripFields({ control }: { control: Control<RequestHeader> }) {
  return (
    <div className="grid gap-4">
      <FormText control={control} name="name" label="Name" aria-required autoFocus />
      <FormTextArea control={control} name="purpose" label="Purpose" rows={3} counter={2000} />
      <div className="grid gap-4 desk:grid-cols-2">
        <div className="grid grid-cols-[minmax(0,1fr)_8.5rem] gap-2">
          <FormText control={control} name="startDate" type="date" label="Start date" />
          <FormText control={control} name="startTime" type="time" label="Start time" />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)_8.5rem] gap-2">
          <FormText control={control} name="endDate" type="date" label="End date" />
          <FormText control={control} name="endTime" type="time" label="End time" />
        </div>
      </div>
      <FormTextArea
        control={control}
        name="comment"
        label="Comment"
        rows={2}
        counter={2000}
        description="Stands with the other comments of the request."
      />
    </div>
  )
}

function CustomFieldset({ control, before }: { control: Control<RequestHeader>; before: HeaderValues }) {
  const filled = customNames.filter((name) => before[name] !== '')
  const [all, setAll] = useState(false)
  const shown = all ? customNames : filled
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-small font-strong text-ink-2">Custom fields</legend>
      <p className="-mt-2 text-small text-ink-3">
        Their meaning is set in your company’s forms. For a list field write the item’s code, such as 4410.
      </p>
      {shown.length > 0 ? (
        <div className="grid gap-4 desk:grid-cols-2">
          {shown.map((name) => (
            <FormText key={name} control={control} name={name} label={name.replace('custom', 'Custom ')} />
          ))}
        </div>
      ) : null}
      {all ? null : (
        <Button variant="quiet" className="-ml-2.5 justify-self-start" onClick={() => setAll(true)}>
          Show all custom fields
        </Button>
      )}
    </fieldset>
  )
}

function backTo(request: TravelRequest | undefined): string {
  return request ? `/requests?request=${encodeURIComponent(request.requestKey)}` : '/requests'
}
