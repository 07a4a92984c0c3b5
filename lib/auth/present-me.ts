import type { Me } from '#lib/contracts/me.ts'
import { CHANGE_REPORTS, READ_REPORTS } from '#lib/report-access.ts'
import type { SignedInPerson } from './session-store.ts'

/** Any one of these scopes opens the feature; Concur's role for the person still decides at each call. */
const scopesFor = {
  requests: ['TRVREQ', 'travelrequest.write'],
  lists: ['LIST', 'spend.list.read'],
  exceptions: READ_REPORTS,
  changedExceptions: CHANGE_REPORTS,
}

export function presentMe(person: SignedInPerson, adminLogins: string[]): Me {
  const capability = (feature: keyof typeof scopesFor) => {
    const allowed = scopesFor[feature].some((scope) => person.scopes.includes(scope))
    const reason = `The app was not granted ${scopesFor[feature].join(' or ')}.`
    return { allowed, reason: allowed ? null : reason }
  }
  return {
    id: person.id,
    name: person.name,
    login: person.login,
    companyId: person.companyId || null,
    dataCenter: dataCenterOf(person.geolocation),
    capabilities: {
      requests: capability('requests'),
      lists: capability('lists'),
      exceptions: { ...capability('exceptions'), canWrite: capability('changedExceptions') },
    },
    auditsEverybody: adminLogins.includes(person.login.toLowerCase()),
  }
}

/** `https://us2.api.concursolutions.com` is what people call US2. */
function dataCenterOf(geolocation: string): string {
  const host = URL.parse(geolocation)?.host ?? ''
  const name = /^([a-z0-9-]+)\.api\.concur/.exec(host)?.[1]
  return name ? name.toUpperCase() : host
}
