import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { RunningJobs } from '#components/jobs/running-jobs.tsx'
import { DeskShell } from '#components/shell/desk-shell.tsx'
import { Providers } from '#components/shell/providers.tsx'
import { themeIn } from '#components/shell/theme.ts'
import { requirePerson } from '#lib/auth/require-person.ts'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const me = await requirePerson((await headers()).get('x-path') ?? undefined)
  const theme = themeIn(await cookies())
  return (
    <Providers>
      <DeskShell me={me} theme={theme} tray={<RunningJobs />}>
        {children}
      </DeskShell>
    </Providers>
  )
}
