import type { Person } from '../../sandbox/people.ts'

/** Colleagues of somebody whom the sandbox knows: the same roles, each with an id and a login of their own. */
export function peopleLike(model: Person, count: number): Person[] {
  const [role = ''] = model.title.toLowerCase().split(' ')
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0')
    return {
      ...model,
      id: `${model.id.slice(0, -4)}${number}`.replace(/-8a3b-/, '-8a3c-'),
      login: `${role}.${number}@northwind.example`,
      lastName: `${model.lastName} ${number}`,
      employeeNumber: `${model.employeeNumber}${number}`,
    }
  })
}
