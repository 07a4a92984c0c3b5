import type { WorkerReply } from './parse-pool.ts'
import { type ReaderName, readers } from './readers.ts'
import { AnswerUnreadable } from './unreadable.ts'
import { XmlUnreadable } from './xml.ts'

/** Runs in a worker of the parse pool, natively under Node 24. Errors lose their class on the way, so they go as a value. */
export default function parse({ name, bytes }: { name: ReaderName; bytes: Uint8Array }): WorkerReply {
  try {
    return { value: readers[name](bytes) }
  } catch (error) {
    if (error instanceof AnswerUnreadable) {
      return { unreadable: error.reason, form: error instanceof XmlUnreadable ? 'XML' : 'JSON' }
    }
    throw error
  }
}
