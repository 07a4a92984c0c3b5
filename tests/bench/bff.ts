import { z } from 'zod'
import type { Desk } from './desk.ts'
import { type Figure, figure } from './figure.ts'
import { ask, load } from './load.ts'
import { peopleAt } from './people-at-the-desk.ts'
import { spreadOf } from './spread.ts'

const PEOPLE_AT_ONCE = 8
const ROUNDS = 5
/** After so many lists the parsers of all sides are compiled, as those of a running desk are. */
const WARM_CALLS = 20

/** Part (a): the list of 1000 requests through the BFF. `seconds` is the length of one measurement. */
export async function measureBff(desk: Desk, seconds: number): Promise<Figure[]> {
  return [
    ...(await unchanged(desk, seconds)),
    ...(await changed(desk, seconds)),
    ...(await eventLoop(desk, seconds)),
  ]
}

async function unchanged(desk: Desk, seconds: number): Promise<Figure[]> {
  await desk.listsChange(false)
  const people = peopleAt(desk)
  const perSecond = async (call: () => ReturnType<typeof ask>) =>
    (await load(PEOPLE_AT_ONCE, seconds, call)).perSecond
  const again: number[] = []
  const anew: number[] = []
  const proxy: number[] = []
  for (const call of [people.readsAgain, people.reads, () => ask(desk.proxyUrl)])
    await load(PEOPLE_AT_ONCE, Math.min(seconds, 2), call)
  for (let round = 0; round < ROUNDS; round += 1) {
    again.push(await perSecond(people.readsAgain))
    proxy.push(await perSecond(() => ask(desk.proxyUrl)))
    anew.push(await perSecond(people.reads))
  }
  const common = {
    part: 'a',
    unit: '/s',
    against: 'plain proxy',
    theirs: proxy,
    aim: { of: 'ratio', atLeast: 10 },
    note: 'The list of 1000 requests, 900 KB of XML, asked for by 8 people at once. Concur is asked at every call, by both sides.',
  } as const
  return [
    figure({ ...common, what: 'unchanged list, with its ETag', ours: again }),
    figure({ ...common, what: 'unchanged list, without an ETag', ours: anew }),
  ]
}

const bareTimes = z.object({ fetch: z.number(), parse: z.number() })

/** One person after the other, so that nobody waits for anybody else. */
async function changed(desk: Desk, seconds: number): Promise<Figure[]> {
  await desk.listsChange(true)
  const people = peopleAt(desk)
  const ours: number[] = []
  const proxy: number[] = []
  const bare: number[] = []
  const until = performance.now() + seconds * ROUNDS * 1000
  for (let warm = WARM_CALLS; ours.length < 20 || performance.now() < until; warm -= 1) {
    const mine = await people.readsAgain()
    const { fetch: fetched, parse } = bareTimes.parse(await (await fetch(desk.bareUrl)).json())
    const theirs = await ask(desk.proxyUrl)
    if (warm > 0) continue
    ours.push(mine.ms)
    bare.push(fetched + parse)
    proxy.push(theirs.ms)
  }
  const common = {
    part: 'a',
    what: 'changed list, time of a call',
    unit: 'ms',
    ours,
    aim: { of: 'ratio', atMost: 1.2 },
  } as const
  return [
    figure({
      ...common,
      against: 'fetch and bare parse',
      theirs: bare,
      note: 'Both fetch the list from Concur. Ours is what a person waits for: session, fetch, checked reading, JSON and the way back; theirs ends with the object in memory.',
    }),
    figure({ ...common, against: 'plain proxy', theirs: proxy }),
  ]
}

const probed = z.object({ p99: z.number(), max: z.number() })

async function eventLoop(desk: Desk, seconds: number): Promise<Figure[]> {
  await desk.listsChange(true)
  const people = peopleAt(desk)
  const delay = async (probe: string, call: () => ReturnType<typeof ask>) => {
    await fetch(`${probe}/start`)
    const { waits } = await load(PEOPLE_AT_ONCE, seconds, call)
    const { p99, max } = probed.parse(await (await fetch(`${probe}/read`)).json())
    return { p99, max, wait: spreadOf(waits).median }
  }
  const ours = []
  const theirs = []
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await delay(desk.probes.desk, people.readsAgain))
    theirs.push(await delay(desk.probes.proxy, () => ask(desk.proxyUrl)))
  }
  const common = { part: 'a', unit: 'ms', against: 'plain proxy' } as const
  return [
    figure({
      ...common,
      what: 'event loop, p99 of its delay',
      ours: ours.map(({ p99 }) => p99),
      theirs: theirs.map(({ p99 }) => p99),
      aim: { of: 'ours', atMost: 20 },
      note: '8 people at once, each with a list that nobody has seen before.',
    }),
    figure({
      ...common,
      what: 'event loop, longest delay',
      ours: ours.map(({ max }) => max),
      theirs: theirs.map(({ max }) => max),
    }),
    figure({
      ...common,
      what: 'time of a call meanwhile',
      ours: ours.map(({ wait }) => wait),
      theirs: theirs.map(({ wait }) => wait),
    }),
  ]
}
