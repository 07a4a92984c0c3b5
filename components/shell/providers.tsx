'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { showToast } from '#components/ui/toast.ts'
import { ToastRegion } from '#components/ui/toast-region.tsx'
import { onNewBuild } from '#lib/browser/call-bff.ts'
import { createQueryClient } from '#lib/browser/query-client.ts'

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  useEffect(() => onNewBuild(offerReload), [])
  return (
    <QueryClientProvider client={queryClient}>
      {children}
      <ToastRegion />
    </QueryClientProvider>
  )
}

function offerReload(): void {
  showToast({
    title: 'Clearance was updated',
    detail: 'This page is of an earlier version. Reload it when you are done here.',
    action: { label: 'Reload', run: () => window.location.reload() },
  })
}
