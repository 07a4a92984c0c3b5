'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { ToastRegion } from '#components/ui/toast-region.tsx'
import { createQueryClient } from '#lib/browser/query-client.ts'

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        {children}
        <ToastRegion />
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
