import type { Sandbox } from '../context.ts'
import { COMPANY } from '../people.ts'

/** The configured refresh token of the company is good (again): at the start, and after a reset that revoked everything. */
export function issueCompanyRefresh({ tokens, settings }: Sandbox): void {
  const { clientId, scopes, companyRefreshToken } = settings
  tokens.issueRefresh(
    { principal: { id: COMPANY.id, type: 'company' }, clientId, scopes },
    companyRefreshToken,
  )
}
