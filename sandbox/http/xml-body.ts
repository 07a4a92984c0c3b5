import { ConcurError } from './concur-error.ts'
import { readXml, type XmlElement, XmlRefused } from './xml-reader.ts'
import { TRAVEL_REQUEST_NAMESPACE } from './xml-writer.ts'

/** The root of a body that says it is XML and is. */
export function readXmlBody(contentType: string | undefined, source: string): XmlElement {
  if (!/^(application|text)\/xml\s*(;|$)/i.test(contentType ?? '')) {
    throw new ConcurError(400, 'The Content-Type must be application/xml.')
  }
  return wellFormed(source)
}

/** Reads a flat body: a root in Travel Request's namespace and text elements, each at most once. */
export function readFlatBody(
  contentType: string | undefined,
  source: string,
  root: string,
): Map<string, string> {
  const body = readXmlBody(contentType, source)
  if (body.name !== root || body.namespace !== TRAVEL_REQUEST_NAMESPACE) {
    throw new ConcurError(
      400,
      `The request is not formatted correctly: ${root} in ${TRAVEL_REQUEST_NAMESPACE} is expected.`,
    )
  }
  if (body.text.trim() !== '') throw new ConcurError(400, `${root} may hold elements only.`)
  const fields = new Map<string, string>()
  for (const { name, namespace, text, children } of body.children) {
    if (namespace !== TRAVEL_REQUEST_NAMESPACE)
      throw new ConcurError(400, `${name} is in another namespace.`, name)
    if (children.length > 0) throw new ConcurError(400, `${name} may hold text only.`, name)
    if (fields.has(name)) throw new ConcurError(400, `${name} is given twice.`, name)
    fields.set(name, text)
  }
  return fields
}

function wellFormed(source: string): XmlElement {
  try {
    return readXml(source)
  } catch (error) {
    if (error instanceof XmlRefused) {
      throw new ConcurError(400, `The request is not formatted correctly. ${error.message}`)
    }
    throw error
  }
}
