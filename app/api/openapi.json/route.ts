import { openApi } from '#lib/bff/open-api.ts'

/** The contract is no secret: it is what the browser's own code is built from. */
export const GET = () => Response.json(openApi(), { headers: { 'cache-control': 'no-store' } })
