import { NamedError } from './named-error.ts'
import { isXmlCharacter } from './xml.ts'

/** What an element may hold: text, or further elements in order. Undefined is left out. */
export type XmlContent = string | number | undefined | XmlFields | readonly XmlFields[]
export interface XmlFields {
  readonly [element: string]: XmlContent
}

/** A value holds a character that XML 1.0 cannot carry in any form. Nothing was sent. */
export class XmlUnwritable extends NamedError {
  static override readonly errorName: string = 'XmlUnwritable'
  readonly element: string
  readonly codePoint: number

  constructor(element: string, codePoint: number) {
    const shown = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
    super(`${element} holds the character ${shown}, which XML cannot carry.`)
    this.element = element
    this.codePoint = codePoint
  }
}

/**
 * One document: `writeXml('WorkflowAction', namespace, { Action: 'Approve', Comment })`. Every value is escaped, undefined
 * leaves its element out, an array repeats the element. Throws `XmlUnwritable` for characters that XML forbids and
 * `RangeError` for a name that is no XML name.
 */
export function writeXml(root: string, namespace: string, children: XmlFields): string {
  const open = `${checkName(root)} xmlns="${escapeText(namespace, root)}"`
  return `<?xml version="1.0" encoding="utf-8"?>\n<${open}>${writeFields(children)}</${root}>`
}

function writeFields(fields: XmlFields): string {
  return Object.entries(fields)
    .map(([name, content]) => writeElement(checkName(name), content))
    .join('')
}

function writeElement(name: string, content: XmlContent): string {
  if (content === undefined) return ''
  if (typeof content === 'string' || typeof content === 'number') {
    return `<${name}>${escapeText(String(content), name)}</${name}>`
  }
  if (isList(content)) return content.map((item) => writeElement(name, item)).join('')
  return `<${name}>${writeFields(content)}</${name}>`
}

function isList(content: XmlFields | readonly XmlFields[]): content is readonly XmlFields[] {
  return Array.isArray(content)
}

function checkName(name: string): string {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new RangeError('This is not a name of an XML element.')
  return name
}

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  // A reader turns a raw carriage return into a line feed: only the reference survives.
  ['\r', '&#13;'],
])

function escapeText(value: string, element: string): string {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (!isXmlCharacter(code)) throw new XmlUnwritable(element, code)
  }
  return value.replace(/[&<>"\r]/g, (character) => escapes.get(character) ?? character)
}
