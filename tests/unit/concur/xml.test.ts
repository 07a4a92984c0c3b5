import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { child, childrenNamed, deepText, readXml, XmlUnreadable } from '../../../lib/concur/xml.ts'
import { writeXml, XmlUnwritable } from '../../../lib/concur/xml-writer.ts'
import { bytesOf, printed } from './listen.ts'

const read = (text: string) => readXml(bytesOf(text))

describe('reading XML', () => {
  it.each([
    ['00123', '00123'],
    ['1e5', '1e5'],
    [' true ', ' true '],
    ['a &amp; b', 'a & b'],
    ['Submitted & Pending', 'Submitted & Pending'],
    ['a&b;c && d', 'a&b;c && d'],
    ['&amp;lt;', '&lt;'],
    ['&lt;b&gt; &quot;x&quot; &apos;y&apos;', '<b> "x" \'y\''],
    ['&#65;&#x42;&#x1F600;', 'AB\u{1F600}'],
    ['&nbsp;&euro;', '&nbsp;&euro;'],
    ['&#0;&#x1f;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd\ufffd'],
    ['<![CDATA[<b> & &amp;]]>', '<b> & &amp;'],
    ['a<!-- no --> b', 'a b'],
    ['line\r\nline', 'line\nline'],
    ['Größe 出張 😀', 'Größe 出張 😀'],
  ])('the text %j reads as %j', (written, text) => {
    expect(read(`<a><b>${written}</b></a>`).children[0]?.text).toBe(text)
  })

  it('names are local names, whatever prefix and case they carry', () => {
    const root = read('<x:Root xmlns:x="u"><y:RequestDetailsURL>1</y:RequestDetailsURL></x:Root>')
    expect(root.name).toBe('root')
    expect(child(root, 'RequestDetailsUrl')?.text).toBe('1')
  })

  it('i:nil says that there is no value', () => {
    const root = read('<a xmlns:i="u"><b i:nil="true" /><c i:nil="false">1</c><d nil="1"/></a>')
    expect(root.children.map((leaf) => leaf.nil)).toEqual([true, false, true])
  })

  it('repeated elements stay in their order', () => {
    const root = read('<a><b>1</b><c/><b>2</b></a>')
    expect(childrenNamed(root, 'B').map((leaf) => leaf.text)).toEqual(['1', '2'])
  })

  it.each(['toString', 'hasOwnProperty', 'valueOf'])('an element named %s harms nothing', (name) => {
    expect(read(`<a><${name}>1</${name}><b>2</b></a>`).children.at(-1)?.text).toBe('2')
    expect(Object.prototype.toString.call({})).toBe('[object Object]')
  })

  it('an element named __proto__ is refused', () => {
    expect(() => read('<a><__proto__><x>1</x></__proto__></a>')).toThrow(XmlUnreadable)
    expect(Reflect.has({}, 'x')).toBe(false)
  })

  it('a byte order mark and a declaration are fine', () => {
    expect(read('\ufeff<?xml version="1.0" encoding="utf-8"?>\n<a/>').name).toBe('a')
  })

  it('the text of an element may be spread over its children', () => {
    expect(deepText(read('<m>Not <b>allowed</b><i>here</i></m>'))).toBe('Not  allowed here')
  })

  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['<!DOCTYPE html><html></html>', 'HTML'],
    ['\n<HTML lang="en"><body/></HTML>', 'HTML'],
    ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'document type'],
    ['<a><!ELEMENT b></a>', 'declaration'],
    ['<a>', 'not well-formed'],
    ['<a><b></a></b>', 'not well-formed'],
    ['<a b="1" b="2"/>', 'not well-formed'],
    ['<a b=1/>', 'not well-formed'],
    ['{"a":1}', 'not well-formed'],
    ['<a/>text', 'not well-formed'],
    ['<a>]]></a>', 'stray'],
    ['<a b="<c/>"/>', 'attribute'],
    ['<?xml encoding="utf-8"?><a/>', 'XML declaration'],
    ['<a/></b>', 'not well-formed'],
    ['<a/><b/>', 'root'],
    ['<!-- nothing -->', 'not well-formed'],
    ['<!x><!-- <a/>', 'declaration'],
    ['<!-- <a/>', 'declaration'],
    ['<a><![CDATA[]]>]]></a>', 'stray'],
    ['<a>\u0001</a>', 'forbidden'],
    [`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, 'not well-formed'],
  ])('%.40j is refused: %s', (text, reason) => {
    expect(() => read(text)).toThrow(reason)
    expect(() => read(text)).toThrow(XmlUnreadable)
  })

  it('a comment may quote a document type', () => {
    expect(read('<a><![CDATA[<!DOCTYPE html>]]><!-- <!ENTITY --></a>').text).toBe('<!DOCTYPE html>')
  })

  it('bytes that are not UTF-8 are refused', () => {
    expect(() => readXml(new Uint8Array([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow('UTF-8')
  })

  it('another root than the expected one is refused', () => {
    expect(() => readXml(bytesOf('<Error/>'), ['ActionStatus'])).toThrow('ActionStatus')
    expect(readXml(bytesOf('<n:ActionSTATUS xmlns:n="u"/>'), ['ActionStatus']).name).toBe('actionstatus')
  })

  it('more bytes than allowed are refused before they are read', () => {
    expect(() => readXml(bytesOf('<a>12345</a>'), ['a'], 5)).toThrow('more than 5 bytes')
  })

  it('no bytes make it throw anything but XmlUnreadable', () => {
    const soup = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        'a',
        '&',
        ';',
        '#',
        '!',
        '[',
        ']',
        '-',
        '"',
        '=',
        ' ',
        '?',
        ':',
        '\u0000',
      ),
    )
    fc.assert(
      fc.property(soup, (parts) => {
        try {
          readXml(bytesOf(parts.join('')))
        } catch (error) {
          expect(error).toBeInstanceOf(XmlUnreadable)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('writing XML', () => {
  const namespace = 'http://www.concursolutions.com/api/travelrequest/2012/06'

  it('the printed workflow action and the written one say the same', () => {
    const written = writeXml('WorkflowAction', namespace, {
      Action: 'Approve',
      Comment: 'Approved via Concur Connect',
    })
    expect(meaning(written)).toEqual(meaning(printed('workflow-action-request')))
    expect(written).toContain(`xmlns="${namespace}"`)
  })

  it('undefined is left out, an empty text is not', () => {
    expect(writeXml('a', 'u', { b: undefined, c: '', d: 0 })).toContain('<a xmlns="u"><c></c><d>0</d></a>')
  })

  it('a list repeats its element', () => {
    expect(writeXml('a', 'u', { item: [{ name: 'x' }, { name: 'y' }] })).toContain(
      '<item><name>x</name></item><item><name>y</name></item>',
    )
  })

  it.each(['\u0000', '\u000b', '\ufffe', '\ud800'])(
    '%j cannot be written, and the error says where',
    (character) => {
      const write = () => writeXml('a', 'u', { Comment: `x${character}` })
      expect(write).toThrow(XmlUnwritable)
      expect(write).toThrow(/^Comment holds the character U\+[0-9A-F]{4}/)
    },
  )

  it('a name that is no name is refused', () => {
    expect(() => writeXml('a', 'u', { 'b><c': '1' })).toThrow(RangeError)
  })

  it('every text that XML can carry comes back as it was', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `${text}]]>&<"'\r\n\t`)
    fc.assert(
      fc.property(texts, (text) => {
        expect(read(writeXml('a', 'u', { b: text })).children[0]?.text).toBe(text)
      }),
    )
  })
})

function meaning(text: string) {
  const { name, children } = readXml(bytesOf(text))
  return { name, children: children.map((leaf) => [leaf.name, leaf.text]) }
}
