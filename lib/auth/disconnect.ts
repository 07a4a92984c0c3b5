import { ConcurError } from '#lib/concur/errors.ts'
import type { Context } from '#lib/context.ts'

/** Revokes the app's refresh tokens at Concur, then forgets the grant and ends every session. In that order: a grant that is forgotten first could not be revoked. */
export async function disconnect(context: Context): Promise<{ ended: boolean }> {
  const { person } = context
  const act = await context.audit.attempt({
    verb: 'disconnect',
    object: { kind: 'grant', key: person.id, label: person.name },
  })
  try {
    await context.revokeConnections()
  } catch (error) {
    const refused = error instanceof ConcurError && error.sent === 'no'
    const message =
      error instanceof ConcurError ? error.message : 'An error of Clearance itself came in between.'
    await act.settle({ outcome: refused ? 'refused' : 'unknown', message })
    throw error
  }
  await context.vault.forget(person.id)
  await context.sessions.endAll(person.id)
  await act.settle({ outcome: 'done', message: 'Concur revoked the tokens of this app for this person.' })
  return { ended: true }
}
