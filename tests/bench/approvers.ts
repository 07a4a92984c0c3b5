import { MIRA, type Person } from '../../sandbox/people.ts'

/** A desk takes 20 calls a second from one person, so its throughput is that of many people. The sandbox itself knows three. */
export const approvers: Person[] = Array.from({ length: 80 }, (_, index) => {
  const number = String(index + 1).padStart(3, '0')
  const login = `approver.${number}@northwind.example`
  return { ...MIRA, id: `0f6a4c58-2f55-4d0c-8a3b-1d7a52b1d${number}`, login, employeeNumber: `2${number}` }
})
