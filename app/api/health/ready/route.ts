import { sql } from 'drizzle-orm'
import { clearance } from '#lib/boot.ts'

/** Ready means that the database answers; whether Concur does is each call's own matter. */
export async function GET() {
  const app = await clearance()
  try {
    await app.database.db.execute(sql`select 1`)
    return Response.json({ ready: true }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    app.log.error({ err: error }, 'the database does not answer')
    return Response.json(
      { ready: false, reason: 'database' },
      { status: 503, headers: { 'cache-control': 'no-store' } },
    )
  }
}
