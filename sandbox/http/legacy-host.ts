/** Payload links of the v1 services name a legacy host whatever host was asked (v1.request, example 1). */
export const LEGACY_HOST = 'https://www.concursolutions.com'
