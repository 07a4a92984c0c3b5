/** A number as Concur writes it: `525.00000000` and `0E-8` would both be lost in a JavaScript number. */
export class RawNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Json = string | boolean | number | null | RawNumber | readonly Json[] | { [name: string]: Json }

export function writeJson(value: Json): string {
  if (value instanceof RawNumber) return value.text
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`,
  )
  return `{${members.join(',')}}`
}

// Array.isArray does not narrow a read-only list.
const isList = (value: object): value is readonly Json[] => Array.isArray(value)
