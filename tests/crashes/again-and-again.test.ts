import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aftermathOf } from './crash.ts'
import { judgeEnd } from './judge.ts'
import { approveMany, clearMany, sendBatches } from './scenes.ts'
import { makeTemplate } from './world.ts'

/** What a desk writes about a job. */
const WRITES =
  '(insert into|update) ("jobs"|"job_steps"|"job_rows"|job_rows|"workflow_intents"|"audit_entries")'
const isLong = process.env.MATRIX === 'long'
const jobs = [
  { act: 'approves many', setUp: approveMany },
  { act: 'adds items of which many fail', setUp: sendBatches('create', { failing: 12 }) },
  { act: 'clears many exceptions', setUp: clearMany },
].slice(0, isLong ? 3 : 1)

let template: Awaited<ReturnType<typeof makeTemplate>>

describe('A job', () => {
  beforeAll(async () => {
    template = await makeTemplate()
  })
  afterAll(() => template.drop())

  it.for(jobs)(
    'that $act and loses its process at one statement after the other goes on each time, and does everything once',
    { timeout: 600_000 },
    async ({ setUp }) => {
      const world = await template.openWorld()
      try {
        const scene = await setUp(world.sandbox)
        const { order, person } = scene
        const first = await world.startDesk({ order, person, hold: { match: WRITES, nth: 12 } })
        const answer = await first.heard('answer')
        await first.heard('held')
        await first.end('SIGKILL')
        const job = 'jobId' in answer ? answer.jobId : ''
        let deaths = 1
        // Each gets one statement further than the one before.
        for (let nth = 1; ; nth += 1) {
          const desk = await world.startDesk({ job, hold: { match: WRITES, nth } })
          const word = await Promise.race([desk.heard('held'), desk.heard('over')])
          await desk.end('SIGKILL')
          if (word === true) break
          deaths += 1
        }
        expect(deaths).toBeGreaterThan(2)
        judgeEnd(await aftermathOf(await world.openDesk(), scene, [answer]))
      } finally {
        await world.close()
      }
    },
  )
})
