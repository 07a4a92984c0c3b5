/** An element of a request body. Text is kept as it was written. */
export type XmlElement = { name: string; namespace: string; text: string; children: XmlElement[] }

export class XmlRefused extends Error {}

const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--([\s\S]*?)-->|<\?([\s\S]*?)\?>|<([^>]*)>|([^<]+)/y
const TAG =
  /^(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)$/
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

type Open = XmlElement & { qualified: string; prefixes: Record<string, string> }

/** Reads a body the way a strict server does: no DOCTYPE, no unknown entity, nothing beside the one root. */
export function readXml(source: string): XmlElement {
  const document: Open = { name: '', namespace: '', text: '', children: [], qualified: '', prefixes: {} }
  const open: Open[] = [document]
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0

  while (at < source.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(source)
    if (!token) throw new XmlRefused(`Unexpected character at position ${at}.`)
    at = TOKEN.lastIndex
    const inside = open[open.length - 1] ?? document
    const [, cdata, , , tag, text] = token
    if (cdata !== undefined) inside.text += cdata
    else if (text !== undefined) inside.text += unescapeXml(text)
    else if (tag !== undefined) readTag(tag, open, document)
  }

  if (open.length > 1) throw new XmlRefused(`The element ${open.at(-1)?.qualified} is not closed.`)
  const [root, ...more] = document.children
  if (!root || more.length > 0 || document.text.trim() !== '')
    throw new XmlRefused('One root element is expected.')
  return root
}

function readTag(tag: string, open: Open[], document: Open): void {
  if (tag.startsWith('!')) throw new XmlRefused('A document type declaration is not allowed.')
  const match = TAG.exec(tag)
  if (!match) throw new XmlRefused(`<${tag.slice(0, 40)}> is not a tag.`)
  const [, closing, qualified = '', attributes = '', selfClosing] = match

  if (closing) {
    const ended = open.length > 1 ? open.pop() : undefined
    if (ended?.qualified !== qualified) throw new XmlRefused(`</${qualified}> closes nothing.`)
    return
  }
  const parent = open[open.length - 1] ?? document
  const prefixes = { ...parent.prefixes }
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (name === 'xmlns') prefixes[''] = unescapeXml(double ?? single ?? '')
    else if (name.startsWith('xmlns:')) prefixes[name.slice(6)] = unescapeXml(double ?? single ?? '')
  }
  const colon = qualified.indexOf(':')
  const prefix = colon < 0 ? '' : qualified.slice(0, colon)
  const namespace = prefixes[prefix]
  if (prefix !== '' && namespace === undefined) throw new XmlRefused(`The prefix ${prefix} is not declared.`)
  const read: Open = {
    name: qualified.slice(colon + 1),
    namespace: namespace ?? '',
    text: '',
    children: [],
    qualified,
    prefixes,
  }
  parent.children.push(read)
  if (!selfClosing) open.push(read)
}

function unescapeXml(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (whole, reference: string) => {
    if (!reference.endsWith(';')) throw new XmlRefused('A bare & is not well-formed.')
    const name = reference.slice(0, -1)
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    const known = name.startsWith('#') ? codePoint(code) : NAMED[name]
    if (known === undefined) throw new XmlRefused(`The entity ${whole} is not defined.`)
    return known
  })
}

const codePoint = (code: number): string | undefined =>
  Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
