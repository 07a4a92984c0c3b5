export const GET = () => Response.json({ live: true }, { headers: { 'cache-control': 'no-store' } })
