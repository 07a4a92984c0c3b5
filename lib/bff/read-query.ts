/** A name that repeats becomes a list, which no field takes that is not one; an empty value counts as absent. */
export function readQuery(search: URLSearchParams): Record<string, unknown> {
  const values = new Map<string, string[]>()
  for (const [name, value] of search) if (value) values.set(name, [...(values.get(name) ?? []), value])
  // Unlike an assignment this makes no prototype of a parameter named `__proto__`.
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]]))
}
