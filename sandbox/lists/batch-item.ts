import type { XmlElement } from '../http/xml-reader.ts'
import { LEVELS } from './entities.ts'
import { LIST_NAMESPACE } from './list-documents.ts'

/** What one `list-item` of a batch says, trimmed. Undefined is an element that was not sent. */
export type BatchItem = {
  name: string | undefined
  /** Ten places, level 1 first. */
  codes: readonly (string | undefined)[]
  startDate: string | undefined
  endDate: string | undefined
}

const CODES = Array.from({ length: LEVELS }, (_, level) => `level${level + 1}code`)
const KNOWN = new Set(['name', ...CODES, 'start-date', 'end-date'])

/** Undefined for an element that is no list item as the page describes it (error 1002). */
export function readBatchItem(element: XmlElement): BatchItem | undefined {
  if (element.name !== 'list-item' || element.namespace !== LIST_NAMESPACE) return undefined
  if (element.text.trim() !== '') return undefined
  const fields = new Map<string, string>()
  for (const { name, namespace, text, children } of element.children) {
    const known = KNOWN.has(name) && namespace === LIST_NAMESPACE && !fields.has(name)
    if (!known || children.length > 0) return undefined
    fields.set(name, text.trim())
  }
  return {
    name: fields.get('name'),
    codes: CODES.map((level) => fields.get(level)),
    startDate: fields.get('start-date'),
    endDate: fields.get('end-date'),
  }
}

/** An error names one level's code: the last that was given. */
export const lastCode = ({ codes }: BatchItem): string => codes.findLast((code) => code !== undefined) ?? ''
