/** Data centers of authentication/apidoc and platform/base-uris; `us`, `eu`, `emea` are the older names still in use. */
const dataCenters = ['us2', 'eu2', 'apj1', 'usg', 'glz', 'us-impl', 'emea-impl', 'us', 'eu', 'emea']

const apiHosts = new Set([
  ...dataCenters.map((center) => `${center}.api.concursolutions.com`),
  'cn.api.concurcdc.cn',
])

/** True for an API host of Concur or its `www-` twin, without a port. The legacy hosts (`www.concursolutions.com`) are not among them. */
export function isConcurHost(host: string): boolean {
  return apiHosts.has(host) || (host.startsWith('www-') && apiHosts.has(host.slice(4)))
}

/**
 * The origin that a browser uses for an API origin: `https://us2.api...` → `https://www-us2.api...`. An origin that is not
 * Concur's own (a sandbox) is its own twin.
 */
export function wwwTwin(origin: string): string {
  const { host } = new URL(origin)
  if (host.startsWith('www-') || !isConcurHost(host)) return new URL(origin).origin
  return `https://www-${host}`
}

/** True for `localhost`, 127.0.0.0/8 and `[::1]`: the only places where plain http is accepted, and only when listed. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
