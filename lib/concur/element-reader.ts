import {
  type DateTime,
  type Day,
  parseCount,
  parseDateTime,
  parseDay,
  parseDecimal,
  parseFlag,
  parseTime,
  parseWhole,
  type TimeOfDay,
} from './values.ts'
import { child, childrenNamed, type XmlElement } from './xml.ts'

/** A leaf whose text is not what its element documents. The leaf itself reads as null; here its text stays reachable. */
export interface UnreadLeaf {
  element: string
  raw: string
}

/** `Custom1`...: empty ones are left out. A list field reads `(code) name`; then both parts are given. */
export interface CustomField {
  number: number
  raw: string
  code?: string
  name?: string
}

/**
 * Reads the leaves of one element by name. One odd leaf must not hide a whole request, so a text that does not fit becomes
 * null and is noted in `unread`, which all elements of a document share.
 */
export interface ElementReader {
  /** Exactly the text, spaces included. Null when missing, nil or blank. */
  text(...names: string[]): string | null
  decimal(name: string): string | null
  count(name: string): number | null
  whole(name: string): number | null
  flag(name: string): boolean | null
  day(name: string): Day | null
  time(name: string): TimeOfDay | null
  dateTime(name: string, zone?: 'gmt'): DateTime | null
  numbered(prefix: string, highest: number): CustomField[]
  /** One result for each child of `list` that has one of these names. */
  each<T>(list: string, names: readonly string[], read: (reader: ElementReader) => T): T[]
}

export function elementReader(element: XmlElement, unread: UnreadLeaf[]): ElementReader {
  const byName = new Map<string, XmlElement>()
  for (const leaf of element.children) if (!byName.has(leaf.name)) byName.set(leaf.name, leaf)

  const textOf = (name: string): string | null => {
    const leaf = byName.get(name.toLowerCase())
    return leaf === undefined || leaf.nil || leaf.text.trim() === '' ? null : leaf.text
  }
  const leaf = <T>(name: string, parse: (text: string | null) => T | null): T | null => {
    const raw = textOf(name)
    const value = parse(raw)
    if (value === null && raw !== null && !isNever(raw))
      unread.push({ element: name, raw: raw.slice(0, 200) })
    return value
  }

  return {
    text: (...names) => names.map(textOf).find((text) => text !== null) ?? null,
    decimal: (name) => leaf(name, parseDecimal),
    count: (name) => leaf(name, parseCount),
    whole: (name) => leaf(name, parseWhole),
    flag: (name) => leaf(name, parseFlag),
    day: (name) => leaf(name, parseDay),
    time: (name) => leaf(name, parseTime),
    dateTime: (name, zone) => leaf(name, (text) => parseDateTime(text, zone)),
    numbered: (prefix, highest) => {
      const fields: CustomField[] = []
      for (let number = 1; number <= highest; number += 1) {
        const raw = textOf(`${prefix}${number}`)
        if (raw !== null) fields.push(customField(number, raw))
      }
      return fields
    },
    each: (list, names, read) =>
      childrenNamed(child(element, list), ...names).map((item) => read(elementReader(item, unread))),
  }
}

function isNever(raw: string): boolean {
  return raw.trim().startsWith('0001-01-01')
}

function customField(number: number, raw: string): CustomField {
  const [, code, name] = /^\(([^()]*)\)\s*(.*)$/s.exec(raw.trim()) ?? []
  return code === undefined ? { number, raw } : { number, raw, code, name }
}
