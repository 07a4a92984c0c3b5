import type { SeedItem } from '../lists/list-items.ts'

const department = (code: string, name: string, deactivated = false): SeedItem => ({
  name,
  codes: [code],
  deactivated,
})

/** The codes that travellers and cost centers name (`(4310) Engineering`). */
export const DEPARTMENTS: readonly SeedItem[] = [
  department('4010', 'Executive Office'),
  department('4020', 'Legal & Compliance'),
  department('4110', 'People & Culture'),
  department('4120', 'Payroll'),
  department('4210', 'Customer Success'),
  department('4220', 'Sales Americas'),
  department('4230', 'Field Marketing'),
  department('4240', 'Sales Nordics'),
  department('4250', 'Sales Japan'),
  department('4260', 'Sales Gulf'),
  department('4310', 'Engineering'),
  department('4320', 'Research'),
  department('4330', 'Installations'),
  department('4350', 'Data Centers'),
  department('4410', 'Procurement'),
  department('4520', 'Quality'),
  department('4620', 'Facilities'),
  department('4710', 'Finance'),
  department('4720', 'Treasury'),
  department('0900', 'Fundación Northwind'),
  department('0910', 'Works council (Betriebsrat)'),
  department('7112', 'INFRAESTRUCTURA'),
  department('7732', 'VIAJAR'),
  department('4340', 'Repair "Line 2"', true),
  department('4530', 'Test Laboratory', true),
]
