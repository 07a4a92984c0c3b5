/** The forms in which Concur answers, by generation of its services. */
export type Dialect = 'v1' | 'v3' | 'v4'

export function dialectOf(pathname: string): Dialect {
  if (pathname.startsWith('/expensereports/v4/')) return 'v4'
  return pathname.startsWith('/api/v3.0/') ? 'v3' : 'v1'
}
