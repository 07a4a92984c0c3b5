'use client'

/** Where even the layout broke: nothing of ours is imported, since it may be what broke, and this loads with every page. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body
        style={{
          font: '14px/22px system-ui',
          padding: '15vh 24px',
          textAlign: 'center',
          colorScheme: 'light dark',
        }}
      >
        <title>Clearance</title>
        <main role="alert">
          <h1 style={{ fontSize: 18 }}>This page broke</h1>
          <p>
            The fault is ours. What you sent to Concur before is not affected; the audit log says what was
            sent.
          </p>
          <button type="button" onClick={reset}>
            Show it again
          </button>
        </main>
      </body>
    </html>
  )
}
