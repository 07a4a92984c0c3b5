import { expect } from 'vitest'
import type { ConcurFault } from './concur-faults.ts'
import type { Observed } from './faulty-desk.ts'
import { isDoubtful } from './meanings.ts'
import type { Operation } from './operation.ts'
import { expectationOf } from './oracle.ts'

export interface Cell {
  operation: Operation
  fault: ConcurFault
  observed: Observed
}

const saysNothingHappened = /nothing (of yours )?was (changed|sent)|not sent/i
const saysItIsNotKnown = /not known|may yet|neither yes nor no|does not prove|look /i

/** What holds in each cell, whatever the operation and the fault. */
export const rules: readonly { rule: string; holds(cell: Cell): void }[] = [
  {
    rule: 'The person sees what follows from the operation and the fault',
    holds({ operation, fault, observed: { seen, happened } }) {
      const { ends, status, code, job } = expectationOf(operation, fault, happened)
      expect({ ends: seen.ends, status: seen.status, job: seen.job?.state }).toEqual({ ends, status, job })
      if (code !== undefined) expect(seen.code).toBe(code)
    },
  },
  {
    rule: 'Done was done, once; refused and not sent were not; nobody is left to guess',
    holds({ observed: { seen, happened } }) {
      if (happened === null) return
      expect(happened).toBeLessThanOrEqual(1)
      if (seen.ends === 'refused' || seen.ends === 'not-sent') expect(happened).toBe(0)
      if (saysNothingHappened.test(seen.words)) expect(happened).toBe(0)
      if (seen.ends === 'unknown') expect(seen.words).toMatch(saysItIsNotKnown)
    },
  },
  {
    rule: 'A problem says whether anything was changed, and when to come again',
    holds({ operation, fault, observed: { seen } }) {
      if (seen.ends !== 'problem' || seen.status === 302) return
      const mayHaveArrived = operation.kind === 'write by a person' && isDoubtful(fault)
      expect(seen.words).toMatch(
        mayHaveArrived ? /not known whether anything was changed/ : /Nothing was changed/,
      )
      if (seen.status === 503 || seen.status === 504) expect(seen.retryAfter).toBeGreaterThan(0)
    },
  },
  {
    rule: 'Concur is called as often as the policy says, and no other host at all',
    holds({ operation, fault, observed }) {
      const { calls, rests } = expectationOf(operation, fault, observed.happened)
      expect(observed.calls).toBe(calls)
      expect(observed.seen.job?.rests.map((ms) => ms / 1000) ?? []).toEqual(rests)
      expect(observed.heardElsewhere).toBe(0)
    },
  },
  {
    rule: 'A read writes nothing at Concur, and a write goes out alone',
    holds({ operation, observed }) {
      const besides = operation.besides?.(observed.seen.ends) ?? 0
      if (operation.kind === 'read by a person' || operation.kind === 'token') expect(observed.writes).toBe(0)
      if (operation.kind === 'read back by a person' || operation.kind === 'read back in a job')
        expect(observed.writes).toBe(1)
      if (operation.kind.startsWith('write') || operation.kind.startsWith('batch'))
        expect(observed.writes).toBe(observed.calls + besides)
    },
  },
  {
    rule: 'A batch that may have arrived is sent again only after a look at the list',
    holds({ operation, fault, observed: { order } }) {
      // Whatever an update did, the same update does it once.
      if (operation.kind !== 'batch in a job' || operation.row === 'batch: update' || !isDoubtful(fault))
        return
      const posts = order.flatMap(({ isStruck }, at) => (isStruck ? [at] : []))
      for (const [nth, post] of posts.entries()) {
        const since = order.slice((posts[nth - 1] ?? -1) + 1, post)
        expect(since.some(({ isRead }) => isRead)).toBe(true)
      }
    },
  },
  {
    rule: 'Nobody gives Concur up before its time is over',
    holds({ observed: { gaveUpEarly } }) {
      expect(gaveUpEarly).toBe(false)
    },
  },
  {
    rule: 'A 429 is waited out as long as it asks for',
    holds({ operation, fault, observed }) {
      const { retryAfter = 0 } = fault.strike
      if (fault.means !== 'busy' || observed.seen.status === 302) return
      // A job rests instead of waiting, and its rests are held against the policy above.
      if (!operation.kind.endsWith('in a job')) expect(observed.waits).toHaveLength(observed.calls - 1)
      for (const ms of observed.waits) expect(ms).toBeGreaterThanOrEqual(Math.max(retryAfter * 1000, 500))
    },
  },
  {
    rule: 'Every act in the audit log has an end, and the last one says what the person sees',
    holds({ operation, observed: { audit, seen } }) {
      const acts = [...Map.groupBy(audit, ({ actId }) => actId).values()].map((act) =>
        act.map(({ phase }) => phase),
      )
      if (operation.kind.endsWith('sign-in'))
        return expect(acts).toEqual(seen.ends === 'done' ? [['done']] : [])
      for (const act of acts)
        expect(act).toEqual(['attempt', expect.stringMatching(/^(done|refused|unknown)$/)])
      const last = acts.at(-1)?.[1]
      if (operation.kind === 'read by a person' || operation.kind === 'token') expect(acts).toEqual([])
      else if (operation.kind.startsWith('read b')) {
        if (seen.ends === 'problem') expect(acts).toEqual([])
      }
      if (!operation.kind.startsWith('write')) return
      const inDoubt = seen.ends === 'problem' && /not known/.test(seen.words)
      const ends = inDoubt
        ? 'unknown'
        : seen.ends === 'done' || seen.ends === 'unknown'
          ? seen.ends
          : 'refused'
      expect(last).toBe(ends)
    },
  },
  {
    rule: 'What is stored of it has ended',
    holds({ observed: { intents, openCreations, rows, counts, seen } }) {
      expect(openCreations).toBe(0)
      for (const { state } of intents) {
        expect(state).toBe(seen.ends === 'done' || seen.ends === 'unknown' ? seen.ends : 'refused')
      }
      for (const { outcome } of rows) expect(outcome).not.toBe('pending')
      if (counts) expect(counts).toEqual({ total: rows.length, pending: 0, ended: rows.length })
    },
  },
  {
    rule: 'Once the fault is over the desk goes on',
    holds({ operation, fault, observed }) {
      const isLost = operation.row === 'refresh a token' && fault.effect && fault.means !== 'nothing'
      const isGone = operation.row === 'disconnect' && observed.seen.ends === 'done'
      // A rotated refresh token that nobody received ends the sign-in, and so does a grant that was given back.
      expect(observed.afterwards).toBe(isLost || isGone ? 401 : 200)
    },
  },
]
