import { useEffect, useState } from 'react'
import type { TableSummary } from './import-messages.ts'
import { createImportSession } from './import-session.ts'
import type { ReadOptions } from './read-table.ts'
import type { ReadProgress } from './read-text.ts'
import { UnreadableTable } from './unreadable-table.ts'

/** A file, or what was pasted: that has no name. */
export interface ImportSource {
  name: string | null
  blob: Blob
}

export const sourceName = (source: ImportSource) => source.name ?? 'pasted rows'

/** Reads a source in the worker, again with other options where a person corrects them. */
export function useImportTable(onRead: (source: ImportSource, table: TableSummary) => void) {
  const [session] = useState(createImportSession)
  const [source, setSource] = useState<ImportSource | null>(null)
  const [options, setOptions] = useState<ReadOptions>({})
  const [reading, setReading] = useState(false)
  const [progress, setProgress] = useState<ReadProgress | null>(null)
  const [error, setError] = useState<UnreadableTable | null>(null)
  useEffect(() => () => session.close(), [session])

  async function read(wanted: ImportSource, how: ReadOptions): Promise<void> {
    setSource(wanted)
    setOptions(how)
    setReading(true)
    setProgress(null)
    setError(null)
    try {
      onRead(wanted, await session.read(wanted.blob, how, setProgress))
    } catch (problem) {
      setError(
        problem instanceof UnreadableTable ? problem : new UnreadableTable('This could not be read', ''),
      )
    }
    setReading(false)
  }

  return {
    session,
    source,
    reading,
    progress,
    error,
    read: (wanted: ImportSource) => void read(wanted, {}),
    /** The same source with one of its options chosen by hand. */
    readAgain: (change: ReadOptions) => {
      if (source) void read(source, { ...options, ...change })
    },
    stop: () => session.close(),
  }
}
