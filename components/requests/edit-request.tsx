'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonLook } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { RequestDetailsSkeleton } from './request-details-skeleton.tsx'
import { RequestHeaderForm } from './request-header-form.tsx'
import { requestOptions } from './requests.queries.ts'

export function EditRequest({ requestKey }: { requestKey: string }) {
  const {
    data: request,
    error,
    isFetching,
    refetch,
  } = useQuery({
    ...requestOptions(requestKey),
    // What is being written must not be pulled away by a fresh answer.
    refetchOnWindowFocus: false,
  })
  if (!request)
    return error ? (
      <ProblemNotice error={error} pending={isFetching} onRetry={() => void refetch()} />
    ) : (
      <RequestDetailsSkeleton />
    )
  if (!request.actions.edit.available)
    return (
      <Notice tone="warn" title={`${request.name} cannot be changed now`}>
        <p>{request.actions.edit.reason ?? `Concur says “${request.status.name}”.`}</p>
        <Link href={`/requests?request=${encodeURIComponent(requestKey)}`} className={`mt-2 ${buttonLook()}`}>
          Back to the request
        </Link>
      </Notice>
    )
  return <RequestHeaderForm request={request} />
}
