import { headers } from 'next/headers'
import { NextRequest } from 'next/server'
import type { FirstAnswer } from '#lib/contracts/first-answer.ts'
import type { RouteContext } from './route.ts'

/** False where the desk is open already: then the browser knows what it has and asks for the rest. */
export async function isOpenedAnew(): Promise<boolean> {
  return (await headers()).get('sec-fetch-dest') === 'document'
}

/** What the route would answer to this person's browser at that address, read while the page is made. */
export async function firstAnswer(
  address: string,
  get: (request: NextRequest, context: RouteContext) => Promise<Response>,
): Promise<FirstAnswer> {
  const cookie = (await headers()).get('cookie') ?? ''
  const request = new NextRequest(new URL(address, 'http://desk'), { headers: { cookie } })
  const response = await get(request, { params: Promise.resolve({}) })
  return {
    address,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    readAt: Date.now(),
  }
}
