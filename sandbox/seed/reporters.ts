import { PEOPLE } from '../people.ts'
import type { Reporter } from '../reports/entities.ts'
import type { Employee } from '../travel-requests/entities.ts'
import { countryOf } from './countries.ts'
import { EMPLOYEES, MIRA_TRAVELS, OTHER_APPROVERS } from './employees.ts'
import { hexDigits, randomFor } from './random.ts'

/** People keep their UUID whatever the seed: it comes from the login. */
function reporter(employee: Employee): Reporter {
  const person = PEOPLE.find(({ login }) => login === employee.login)
  return { ...employee, id: person?.id ?? uuidOf(employee.login), country: countryOf(employee.city) }
}

function uuidOf(login: string): string {
  const hex = hexDigits(randomFor(0, 'person', login), 32).toLowerCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

export const MIRA_REPORTS: Reporter = reporter(MIRA_TRAVELS)

const [firstEmployee, ...otherEmployees] = EMPLOYEES
export const REPORT_OWNERS: readonly [Reporter, ...Reporter[]] = [
  reporter(firstEmployee),
  ...otherEmployees.map(reporter),
]

const [firstApprover, ...otherApprovers] = OTHER_APPROVERS
export const REPORT_APPROVERS: readonly [Reporter, ...Reporter[]] = [
  reporter(firstApprover),
  ...otherApprovers.map(reporter),
]

/** Who prepares reports for whom: login of the owner, login of the delegate (context PROXY). */
const DELEGATES: Readonly<Record<string, string>> = {
  'mira.okafor@northwind.example': 'daniel.reyes@northwind.example',
  'ines.marlow@northwind.example': 'daniel.reyes@northwind.example',
  'tom.ashby@northwind.example': 'priya.raman@northwind.example',
}

export const isDelegateOf = (login: string, ownerLogin: string): boolean => DELEGATES[ownerLogin] === login
