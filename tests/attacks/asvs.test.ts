import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const table = readFileSync(new URL('ASVS.md', import.meta.url), 'utf8')

/** The requirements of levels 1 and 2 of OWASP ASVS 5.0, by section. */
const sections: Record<string, number[]> = {
  '1.1': [1, 2],
  '1.2': [1, 2, 3, 4, 5, 6, 7, 8, 9],
  '1.3': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '1.4': [1, 2, 3],
  '1.5': [1, 2],
  '2.1': [1, 2, 3],
  '2.2': [1, 2, 3],
  '2.3': [1, 2, 3, 4],
  '2.4': [1],
  '3.2': [1, 2],
  '3.3': [1, 2, 3, 4],
  '3.4': [1, 2, 3, 4, 5, 6],
  '3.5': [1, 2, 3, 4, 5],
  '3.7': [1, 2],
  '4.1': [1, 2, 3],
  '4.2': [1],
  '4.3': [1, 2],
  '4.4': [1, 2, 3, 4],
  '5.1': [1],
  '5.2': [1, 2, 3],
  '5.3': [1, 2],
  '5.4': [1, 2, 3],
  '6.1': [1, 2, 3],
  '6.2': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  '6.3': [1, 2, 3, 4],
  '6.4': [1, 2, 3, 4],
  '6.5': [1, 2, 3, 4, 5],
  '6.6': [1, 2, 3],
  '6.8': [1, 2, 3, 4],
  '7.1': [1, 2, 3],
  '7.2': [1, 2, 3, 4],
  '7.3': [1, 2],
  '7.4': [1, 2, 3, 4, 5],
  '7.5': [1, 2],
  '7.6': [1, 2],
  '8.1': [1, 2],
  '8.2': [1, 2, 3],
  '8.3': [1],
  '8.4': [1],
  '9.1': [1, 2, 3],
  '9.2': [1, 2, 3, 4],
  '10.1': [1, 2],
  '10.2': [1, 2],
  '10.3': [1, 2, 3, 4],
  '10.4': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '10.5': [1, 2, 3, 4, 5],
  '10.6': [1, 2],
  '10.7': [1, 2, 3],
  '11.1': [1, 2],
  '11.2': [1, 2, 3],
  '11.3': [1, 2, 3],
  '11.4': [1, 2, 3, 4],
  '11.5': [1],
  '11.6': [1],
  '12.1': [1, 2, 3],
  '12.2': [1, 2],
  '12.3': [1, 2, 3, 4],
  '13.1': [1],
  '13.2': [1, 2, 3, 4, 5],
  '13.3': [1, 2],
  '13.4': [1, 2, 3, 4, 5],
  '14.1': [1, 2],
  '14.2': [1, 2, 3, 4],
  '14.3': [1, 2, 3],
  '15.1': [1, 2, 3],
  '15.2': [1, 2, 3],
  '15.3': [1, 2, 3, 4, 5, 6, 7],
  '16.1': [1],
  '16.2': [1, 2, 3, 4, 5],
  '16.3': [1, 2, 3, 4],
  '16.4': [1, 2, 3],
  '16.5': [1, 2, 3],
  '17.1': [1],
  '17.2': [1, 2, 3, 4],
  '17.3': [1, 2],
}

const required = Object.entries(sections).flatMap(([section, numbers]) =>
  numbers.map((number) => `V${section}.${number}`),
)

function rowsBelow(heading: string): string[][] {
  const [, below = ''] = table.split(`## ${heading}\n`)
  const [part = ''] = below.split('\n## ')
  const rows = part.split('\n').filter((line) => line.startsWith('| V'))
  return rows.map((line) => line.slice(2, -2).split(' | '))
}

const [met, open, foreign] = ['Met', 'Not met, or not wholly', 'Do not apply'].map(rowsBelow)
const idsOf = (rows: string[][] = []) => rows.flatMap(([ids = '']) => ids.split(', '))

describe('The table of OWASP ASVS 5.0', () => {
  it('holds every requirement of levels 1 and 2 exactly once', () => {
    const listed = [met, open, foreign].flatMap(idsOf)
    expect(listed.toSorted()).toEqual(required.toSorted())
    const counts = [met, open, foreign].map((rows) => idsOf(rows).length)
    expect(table).toContain(
      `${counts[0]} are met, ${counts[1]} are not or not wholly, ${counts[2]} do not apply.`,
    )
  })

  it.each(met ?? [])('%s: %s is met in files that are there', (_id, _asked, places = '') => {
    const files = [...places.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true)
  })

  it.each(met ?? [])('%s: %s is shown by what still says so', (_id, _asked, _places, shown = '') => {
    if (shown === 'by reading') return
    for (const witness of shown.split('<br>')) {
      const [, file = '', words = ''] = /^`([^`]+)`: (.+)$/.exec(witness) ?? []
      expect(words.length, witness).toBeGreaterThan(3)
      expect(readFileSync(join(root, file), 'utf8'), file).toContain(words)
    }
  })
})
