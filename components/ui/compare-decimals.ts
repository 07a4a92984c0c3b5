/** Compares two of Concur's decimals ("1914.50000000") exactly: a float would lose cents of large amounts. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b))
  const difference = scaled(a, places) - scaled(b, places)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Adds decimals exactly; the sum has the longest fraction of its parts. */
export function addDecimals(values: readonly string[]): string {
  const places = Math.max(0, ...values.map(placesOf))
  const sum = values.reduce((total, value) => total + scaled(value, places), 0n)
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places)
  return `${sum < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** "60.00000000" as "60", "33.33333334" as "33.33" with at most `places` digits of fraction, cut and rounded half up. */
export function shortDecimal(value: string, places: number): string {
  const known = placesOf(value)
  if (known <= places) return withoutTrailingZeros(value)
  const unit = 10n ** BigInt(known - places)
  const exact = scaled(value, known)
  const magnitude = exact < 0n ? -exact : exact
  const rounded = ((magnitude + unit / 2n) / unit).toString().padStart(places + 1, '0')
  const whole = rounded.slice(0, rounded.length - places)
  const fraction = rounded.slice(rounded.length - places)
  return withoutTrailingZeros(`${exact < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`)
}

export function withoutTrailingZeros(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value
}

function placesOf(value: string): number {
  return value.split('.')[1]?.length ?? 0
}

function scaled(value: string, places: number): bigint {
  const [whole = '0', fraction = ''] = value.split('.')
  return BigInt(`${whole}${fraction.padEnd(places, '0')}`)
}
