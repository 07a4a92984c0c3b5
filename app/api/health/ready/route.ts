import { readiness } from '#lib/bff/readiness.ts'
import { clearance } from '#lib/boot.ts'

/** Ready means that calls are taken and jobs run; whether Concur answers is each call's own matter, so it is only told. */
export async function GET() {
  const state = await readiness(await clearance())
  return Response.json(state, {
    status: state.ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
