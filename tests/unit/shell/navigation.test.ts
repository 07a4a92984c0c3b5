import { expect, test } from 'vitest'
import { navLinks, reasonOff } from '#components/shell/navigation.ts'
import type { Me } from '#lib/contracts/me.ts'

const open = { allowed: true, reason: null }
const me: Me = {
  id: '1',
  name: 'Daniel Reyes',
  login: 'daniel.reyes@northwind.example',
  companyId: null,
  dataCenter: 'US2',
  capabilities: {
    requests: open,
    lists: { allowed: false, reason: 'The app was not granted LIST.' },
    exceptions: { ...open, canWrite: open },
  },
  auditsEverybody: false,
}

test('A page that the app may not use says why in the navigation, the others say nothing', () => {
  expect(navLinks.map(({ id }) => [id, reasonOff(me, id)]).filter(([, reason]) => reason)).toEqual([
    ['lists', 'The app was not granted LIST.'],
  ])
})
