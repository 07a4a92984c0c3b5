export type Role =
  | 'Web Services Administrator'
  | 'Request Approver'
  | 'Request User'
  | 'Company Administrator'
  | 'Expense Processor'

export type Person = {
  id: string
  login: string
  firstName: string
  lastName: string
  employeeNumber: string
  /** What the consent page says the person is. */
  title: string
  roles: readonly Role[]
}

export const COMPANY = { id: '5c1f6d1e-0d0b-4f4e-9b0a-6a3d1f0c7e21', name: 'Northwind', code: 'NWND' }

export const MIRA: Person = {
  id: '0f6a4c58-2f55-4d0c-8a3b-1d7a52b1c001',
  login: 'mira.okafor@northwind.example',
  firstName: 'Mira',
  lastName: 'Okafor',
  employeeNumber: '10001',
  title: 'Approver',
  roles: ['Web Services Administrator', 'Request Approver', 'Request User'],
}

export const DANIEL: Person = {
  id: '0f6a4c58-2f55-4d0c-8a3b-1d7a52b1c002',
  login: 'daniel.reyes@northwind.example',
  firstName: 'Daniel',
  lastName: 'Reyes',
  employeeNumber: '10002',
  title: 'List administrator',
  roles: ['Company Administrator', 'Request User'],
}

export const PRIYA: Person = {
  id: '0f6a4c58-2f55-4d0c-8a3b-1d7a52b1c003',
  login: 'priya.raman@northwind.example',
  firstName: 'Priya',
  lastName: 'Raman',
  employeeNumber: '10003',
  title: 'Expense processor',
  roles: ['Expense Processor', 'Request User'],
}

/** Everybody who can sign in, in the order of the consent page. */
export const PEOPLE: readonly Person[] = [MIRA, DANIEL, PRIYA]

export const personById = (id: string): Person | undefined => PEOPLE.find((person) => person.id === id)

export const fullName = (person: { firstName: string; lastName: string }): string =>
  `${person.firstName} ${person.lastName}`
