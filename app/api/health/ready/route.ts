import { sql } from 'drizzle-orm'
import { clearance } from '#lib/boot.ts'

/** Ready means that the database answers and that calls are taken; whether Concur does is each call's own matter. */
export async function GET() {
  const app = await clearance()
  if (!app.door.isOpen) return notReady('stopping')
  try {
    await app.database.db.execute(sql`select 1`)
    return Response.json({ ready: true }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    app.log.error({ err: error }, 'the database does not answer')
    return notReady('database')
  }
}

const notReady = (reason: string) =>
  Response.json({ ready: false, reason }, { status: 503, headers: { 'cache-control': 'no-store' } })
