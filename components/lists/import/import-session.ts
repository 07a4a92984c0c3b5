import type { ListRow } from '#lib/contracts/lists.ts'
import type { ImportReply, ImportRequest, Numbered, TableSummary, WantedRows } from './import-messages.ts'
import type { ReadOptions } from './read-table.ts'
import type { ReadProgress } from './read-text.ts'
import { UnreadableTable } from './unreadable-table.ts'

export interface ImportSession {
  /** @throws UnreadableTable */
  read(
    source: Blob,
    options: ReadOptions,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<TableSummary>
  /** The JSON of a check or a batch with all rows of the table that was read last. */
  writeBody(wanted: WantedRows, rest: Extract<ImportRequest, { kind: 'write-body' }>['rest']): Promise<Blob>
  pickRows(wanted: WantedRows, rows: readonly number[]): Promise<ListRow[]>
  /** Ends what is under way; what was read is forgotten. */
  close(): void
}

/** The page's side of the worker that reads the file. The worker starts with the first request. */
export function createImportSession(): ImportSession {
  let worker: Worker | undefined
  let lastId = 0
  const waiting = new Map<number, (reply: ImportReply) => void>()

  function start(): Worker {
    const started = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' })
    started.onmessage = ({ data }: MessageEvent<Numbered<ImportReply>>) => {
      const hear = waiting.get(data.id)
      if (data.message.kind !== 'progress') waiting.delete(data.id)
      hear?.(data.message)
    }
    started.onerror = () => end({ kind: 'failed', message: 'The browser stopped reading.' })
    return started
  }

  function end(reply: ImportReply): void {
    worker?.terminate()
    worker = undefined
    const hearing = [...waiting.values()]
    waiting.clear()
    for (const hear of hearing) hear(reply)
  }

  /** One request; `take` picks what it wants out of the reply, and leaves what it cannot use. */
  function ask<Wanted>(
    request: ImportRequest,
    take: (reply: ImportReply) => Wanted | undefined,
    onProgress?: (progress: ReadProgress) => void,
  ): Promise<Wanted> {
    worker ??= start()
    lastId += 1
    const id = lastId
    const answered = new Promise<Wanted>((resolve, reject) => {
      waiting.set(id, (reply) => {
        if (reply.kind === 'progress') return onProgress?.(reply.progress)
        const wanted = take(reply)
        if (wanted === undefined) reject(errorOf(reply))
        else resolve(wanted)
      })
    })
    worker.postMessage({ id, message: request } satisfies Numbered<ImportRequest>)
    return answered
  }

  return {
    read: (source, options, onProgress) =>
      ask(
        { kind: 'read', source, options },
        (reply) => (reply.kind === 'read' ? reply.table : undefined),
        onProgress,
      ),
    writeBody: (wanted, rest) =>
      ask({ kind: 'write-body', wanted, rest }, (reply) => (reply.kind === 'body' ? reply.body : undefined)),
    pickRows: (wanted, rows) =>
      ask({ kind: 'pick-rows', wanted, rows }, (reply) => (reply.kind === 'rows' ? reply.rows : undefined)),
    close: () => end({ kind: 'unreadable', title: 'Reading was stopped', advice: 'Nothing was uploaded.' }),
  }
}

function errorOf(reply: ImportReply): UnreadableTable {
  if (reply.kind === 'unreadable') return new UnreadableTable(reply.title, reply.advice)
  const reason = reply.kind === 'failed' ? ` (${reply.message})` : ''
  return new UnreadableTable(
    `The browser could not read this${reason}`,
    'Close other pages to free memory, or split the file.',
  )
}
