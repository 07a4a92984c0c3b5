'use client'

import './globals.css'
import ErrorPage from './error.tsx'

interface GlobalErrorProps {
  error: Error & { digest?: string }
  reset: () => void
}

export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang="en-GB">
      <body>
        <title>Clearance</title>
        <main className="h-dvh">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  )
}
