import type { SeedItem } from '../lists/list-items.ts'

const part = (code: string, name: string, deactivated = false): SeedItem => ({
  name,
  codes: [code],
  deactivated,
})

/** With the widgets of the page's examples (v1.list-resource-post): SP and BU are there to change, SL and WH to add. */
export const SPARE_PARTS: readonly SeedItem[] = [
  part('SP', 'Sprocket'),
  part('BU', 'Bushing'),
  part('GK34', 'Gasket 3/4"'),
  part('GK12', 'Gasket 1/2"'),
  part('00123', 'Relay, 24 V'),
  part('0123', 'Relay, 12 V'),
  part('ORN', 'O’Ring <20 mm'),
  part('WÄR', 'Wärmetauscher'),
  part('B&S', 'Bolt & sleeve'),
  part('CAP.10', 'Capacitor 10 µF'),
  part('HO 2', 'Hose, 2 m'),
  part('VLV/A', 'Valve, type A'),
  part('FAN', 'Fan', true),
]
