import { Piscina } from 'piscina'
import { JsonUnreadable } from './json.ts'
import { type ReaderName, type Readings, readers } from './readers.ts'
import { XmlUnreadable } from './xml.ts'

export interface Parser {
  /**
   * Reads the bytes as that kind of answer. The same bytes give the same object, so treat it as read-only, and so what was
   * made of it can be kept beside it. Throws `AnswerUnreadable`. The bytes must not change afterwards.
   */
  run<N extends ReaderName>(name: N, bytes: Uint8Array): Promise<Readings[N]>
  close(): Promise<void>
}

export interface ParsePoolOptions {
  /** Absolute path of `parse-worker.ts`. Without it everything is parsed on the calling thread. */
  workerFile?: string
  maxThreads?: number
  /** Bodies up to here are parsed at once: a worker's round trip would cost more than the 2 ms they take. */
  inlineBytes?: number
  /** An answer that takes longer to read is unreadable. Default 30 s: three times what 32 MB of small elements take. */
  deadlineMs?: number
  /** Bound of the memo, counted in bytes of the answers, which it keeps beside their objects (about twice that). */
  memoBytes?: number
}

/** A list leaves some 30 MB of short-lived nodes behind: with room for them its parsing takes 55 ms instead of 62 beside other work. */
const YOUNG_MB = 48

type Memos = { [N in ReaderName]: (bytes: Uint8Array) => Promise<Readings[N]> }

export type WorkerReply = { value: unknown } | { unreadable: string; form: 'XML' | 'JSON' }

/** Parses off the event loop and remembers: an answer whose bytes are unchanged costs a comparison instead of 40 ms for 860 KB. */
export function createParsePool(options: ParsePoolOptions = {}): Parser {
  const {
    workerFile,
    maxThreads = 2,
    inlineBytes = 64 * 1024,
    deadlineMs = 30_000,
    memoBytes = 24 * 1024 * 1024,
  } = options
  const pool = workerFile
    ? new Piscina({
        filename: workerFile,
        minThreads: 1,
        maxThreads,
        idleTimeout: 60_000,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      })
    : undefined
  const memos: Memos = {
    requestList: createMemo('requestList'),
    travelRequest: createMemo('travelRequest'),
    lists: createMemo('lists'),
    list: createMemo('list'),
    listItems: createMemo('listItems'),
    reportExceptions: createMemo('reportExceptions'),
    reportSearch: createMemo('reportSearch'),
    foundReport: createMemo('foundReport'),
    report: createMemo('report'),
    reportsToApprove: createMemo('reportsToApprove'),
    expenses: createMemo('expenses'),
    expense: createMemo('expense'),
    allocations: createMemo('allocations'),
  }

  async function parse<N extends ReaderName>(name: N, bytes: Uint8Array): Promise<Readings[N]> {
    if (pool === undefined || bytes.byteLength <= inlineBytes) return readers[name](bytes)
    // A copy goes over, so that the memo keeps the original: 0.1 ms for 820 KB.
    const copy = bytes.slice()
    const signal = AbortSignal.timeout(deadlineMs)
    const reply = await pool
      .run({ name, bytes: copy }, { transferList: [copy.buffer], signal })
      .catch((error: unknown) => {
        // fast-xml-parser takes four times as long for twice as many attributes of one element: a million would hold a thread for minutes.
        throw signal.aborted ? new XmlUnreadable(`not read within ${deadlineMs / 1000} s`) : error
      })
    if ('unreadable' in reply) {
      throw reply.form === 'XML' ? new XmlUnreadable(reply.unreadable) : new JsonUnreadable(reply.unreadable)
    }
    return reply.value
  }

  /** One kind of answer, the longest unused first. Promises are kept, so identical bytes that arrive while the first are being parsed wait for those. */
  function createMemo<N extends ReaderName>(name: N) {
    const kept = new Set<{ bytes: Uint8Array; reading: Promise<Readings[N]> }>()
    let held = 0
    return (bytes: Uint8Array): Promise<Readings[N]> => {
      // Comparing stops at the first other byte; a hash of 860 KB would cost 0.9 ms each time.
      const known = [...kept].findLast(
        (each) => each.bytes.byteLength === bytes.byteLength && Buffer.compare(each.bytes, bytes) === 0,
      )
      const entry = known ?? { bytes, reading: parse(name, bytes) }
      const forget = (each: typeof entry) => {
        if (kept.delete(each)) held -= each.bytes.byteLength
      }
      forget(entry)
      kept.add(entry)
      held += bytes.byteLength
      for (const oldest of kept) {
        if (held <= memoBytes || oldest === entry) break
        forget(oldest)
      }
      if (!known) entry.reading.catch(() => forget(entry))
      return entry.reading
    }
  }

  return {
    run: <N extends ReaderName>(name: N, bytes: Uint8Array) => {
      const memo: Memos[N] = memos[name]
      return memo(bytes)
    },
    close: async () => pool?.close(),
  }
}
