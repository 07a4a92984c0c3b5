const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// Control characters cannot be written in XML 1.0 at all, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

export const escapeXml = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign)

/** One element on its own line; an empty value is written `<Name />`, as Concur does. */
export const element = (name: string, value: string, indent = ''): string =>
  value === '' ? `${indent}<${name} />\n` : `${indent}<${name}>${escapeXml(value)}</${name}>\n`

/** An element that may be null: `<AuthorizedDate i:nil="true" />`. */
export const nullable = (name: string, value: string | undefined, indent = ''): string =>
  value === undefined ? `${indent}<${name} i:nil="true" />\n` : element(name, value, indent)

/** A parent of elements that are already written. */
export const parent = (name: string, children: string, indent = ''): string =>
  children === '' ? `${indent}<${name} />\n` : `${indent}<${name}>\n${children}${indent}</${name}>\n`

export const XML_PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n'

export const TRAVEL_REQUEST_NAMESPACE = 'http://www.concursolutions.com/api/travelrequest/2012/06'

/** A whole document in Travel Request v1's namespace. */
export const travelRequestDocument = (root: string, children: string): string =>
  `${XML_PROLOG}<${root} xmlns="${TRAVEL_REQUEST_NAMESPACE}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\n${children}</${root}>\n`
