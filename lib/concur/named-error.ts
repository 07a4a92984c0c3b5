const NAMES = Symbol.for('clearance.error names')

/**
 * An error that knows its class by name. A bundler may load one module several times in a process and shorten class names:
 * Next does both (pages, routes and the start-up hook each have their own copy), and then a plain `instanceof` answers no
 * for an error that was thrown in another copy. Here `instanceof` asks the error itself.
 */
export class NamedError extends Error {
  /** Every subclass names itself. */
  static readonly errorName: string = 'NamedError'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = nameOf(new.target)
    Object.defineProperty(this, NAMES, { value: lineageOf(new.target) })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return namesOf(value).includes(nameOf(this))
  }
}

function nameOf(of: object): string {
  const own = Object.getOwnPropertyDescriptor(of, 'errorName')?.value
  if (typeof own !== 'string') throw new TypeError('A NamedError names itself with a static errorName.')
  return own
}

function lineageOf(from: object): string[] {
  const names: string[] = []
  for (let of: object | null = from; of && of !== Error; of = Object.getPrototypeOf(of))
    names.push(nameOf(of))
  return names
}

function namesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !(NAMES in value)) return []
  return Array.isArray(value[NAMES]) ? value[NAMES] : []
}
