import type { ColumnRole } from './column-role.ts'

/** Lower case, without accents, everything else a space: `Level_1 Code`, `level-1-code` and `Level1Code` are one. */
export function plainWords(header: string): string {
  return header
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/([0-9])([a-zA-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const names = words(`
  name, item name, list item name, item, value, list item, label, title, description, text, display name, long name
  bezeichnung, beschreibung, langtext, benennung, titel, eintrag
  nom, libelle, intitule, designation, description, valeur
  nombre, descripcion, nome, descrizione, naam, omschrijving, descricao
`)

const startDates = words(`
  start date, start, startdate, valid from, validfrom, effective date, effective from, effective start date, active from, from, from date, begin date, begins
  startdatum, beginn, beginndatum, gultig ab, gueltig ab, gultig von, gueltig von, ab, von, anfangsdatum
  date de debut, date debut, debut, valable du, valide du, a partir du, date d effet
  fecha de inicio, fecha inicio, inicio, data inizio, data di inizio, startdatum, ingangsdatum
`)

const endDates = words(`
  end date, end, enddate, valid to, validto, valid until, valid thru, valid through, effective to, effective until, effective end date, active to, active until, to, to date, until, expires, expiry, expiry date, expiration date
  enddatum, ende, gultig bis, gueltig bis, bis
  date de fin, date fin, fin, valable au, valable jusqu au, jusqu au, date d expiration
  fecha de fin, fecha fin, fin, data fine, data di fine, einddatum
`)

const codes = words(`
  code, item code, list item code, short code, shortcode, id, item id, key, number, no, nr
  schlussel, schluessel, kennung, nummer, kurzel, kuerzel, kennzeichen
  code article, code court, cle, numero, identifiant, codigo, codice, clave
`)

const parents = words(
  'parent code, parent, parent item code, parent id, ubergeordneter code, uebergeordneter code, code parent',
)

/** Columns behind the rows of a failed import: its `code` is that of the problem. */
const verdicts = words('message, advice, row, outcome, problem, suggestion')

const LEVEL =
  /^(?:level|lvl|l|ebene|stufe|niveau|nivel|livello|niv)\s?(\d{1,2})(?:\s(?:item )?(?:code|id|key|nr|schlussel))?$/
const CODE_OF_LEVEL =
  /^(?:code|item code|short code|schlussel|codigo|codice)(?:\s(?:level|ebene|stufe|niveau|nivel|livello|niv))?\s?(\d{1,2})$/

/** What a header cell says by itself. */
export type HeaderMeaning = ColumnRole | 'code' | 'parent' | 'verdict' | null

export function meaningOf(header: string): HeaderMeaning {
  const text = plainWords(header)
  const level = LEVEL.exec(text)?.[1] ?? CODE_OF_LEVEL.exec(text)?.[1]
  if (level) return `level${Number(level)}`
  if (startDates.has(text)) return 'startDate'
  if (endDates.has(text)) return 'endDate'
  if (names.has(text)) return 'name'
  if (parents.has(text)) return 'parent'
  if (codes.has(text)) return 'code'
  return verdicts.has(text) ? 'verdict' : null
}

/** Words that may as well be a code or a name: `ID` is Indonesia, `NO` Norway. One of them alone makes no header. */
const weak = words(
  'id, no, nr, key, to, from, end, start, ab, von, bis, fin, item, text, value, title, parent, row, cle',
)

export function isWeak(header: string): boolean {
  return weak.has(plainWords(header))
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/[,\n]/).flatMap((word) => word.trim() || []))
}
