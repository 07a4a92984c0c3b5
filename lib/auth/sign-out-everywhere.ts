import type { Context } from '#lib/context.ts'

/** Ends every session of the person, this one too. Jobs go on: they use the grant, not a session. */
export async function signOutEverywhere(context: Context): Promise<{ ended: boolean }> {
  const { person } = context
  await context.audit.record('sign-out-everywhere', { kind: 'session', key: person.id, label: person.name })
  await context.sessions.endAll(person.id)
  return { ended: true }
}
