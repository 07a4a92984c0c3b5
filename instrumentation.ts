/** Starts the desk with the server, so that a wrong setting stops it at once and not at the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startOrExit } = await import('#lib/start.ts')
  await startOrExit()
}
