import type { NextRequest } from 'next/server'
import { eventStream } from '#lib/bff/event-stream.ts'
import { parseInput } from '#lib/bff/parse-input.ts'
import { answerPerson, type RouteContext } from '#lib/bff/route.ts'
import { clearance } from '#lib/boot.ts'
import { readJob } from '#lib/contracts/jobs.ts'
import { watchJob } from '#lib/jobs/watch-job.ts'

/** Nothing is written and nothing is asked of Concur: see `jobEvents` in lib/contracts/jobs.ts for what comes. */
export const GET = (request: NextRequest, { params }: RouteContext) =>
  answerPerson(request, '/api/jobs/{jobId}/events', async (context) => {
    const { jobId } = parseInput(readJob.params, await params)
    const from = request.headers.get('last-event-id') ?? request.nextUrl.searchParams.get('after')
    const { metrics, streamLimit } = await clearance()
    const events = await watchJob(context, jobId, from, request.signal)
    return eventStream(metrics.whileOpen(streamLimit.hold(context.person.id, events)))
  })
