import { MIRA } from '../people.ts'
import type { Employee } from '../travel-requests/entities.ts'
import type { CurrencyCode } from './currencies.ts'

const employee = (
  login: string,
  firstName: string,
  lastName: string,
  currency: CurrencyCode,
  city: string,
  costCenter: string,
): Employee => ({ login: `${login}@northwind.example`, firstName, lastName, currency, city, costCenter })

/** Who travels. Names keep their letters: accents, apostrophes, an ampersand, scripts other than Latin. */
export const EMPLOYEES: readonly [Employee, ...Employee[]] = [
  employee('ines.marlow', 'Ines', 'Marlow', 'USD', 'Chicago', '(4210) Customer Success'),
  employee('tom.ashby', 'Tom', 'Ashby', 'EUR', 'Dublin', '(4410) Procurement'),
  employee('lena.voss', 'Lena', 'Voss', 'USD', 'Denver', '(4520) Quality'),
  employee('paul.renner', 'Paul', 'Renner', 'EUR', 'Munich', '(4110) People & Culture'),
  employee('aiko.tan', 'Aiko', 'Tan', 'GBP', 'London', '(4010) Executive Office'),
  employee('sam.ortega', 'Sam', 'Ortega', 'USD', 'Austin', '(4310) Engineering'),
  employee('marta.zielinska', 'Marta', 'Zielińska', 'PLN', 'Gdańsk', '(4620) Facilities'),
  employee('ravi.menon', 'Ravi', 'Menon', 'INR', 'Pune', '(4210) Customer Success'),
  employee('jonas.keller', 'Jonas', 'Keller', 'EUR', 'Hannover', '(4230) Field Marketing'),
  employee('orla.byrne', 'Orla', "O'Brien-Byrne", 'EUR', 'Dublin', '(4710) Finance'),
  employee('wes.grant', 'Wes', 'Grant', 'CAD', 'Toronto', '(4330) Installations'),
  employee('ana.prado', 'Ana', 'Prado', 'EUR', 'Lisbon', '(4310) Engineering'),
  employee('birgit.lang', 'Birgit', 'Lang', 'EUR', 'Munich', '(4110) People & Culture'),
  employee('minjun.park', '민준', '박', 'KRW', 'Seoul', '(4210) Customer Success'),
  employee('dee.cole', 'Dee', 'Cole', 'USD', 'Ashburn', '(4350) Data Centers'),
  employee('ida.holm', 'Ida', 'Holm & Søn', 'DKK', 'Copenhagen', '(4240) Sales Nordics'),
  employee('carlo.neri', 'Carlo', 'Neri', 'EUR', 'Turin', '(4410) Procurement'),
  employee('nora.frei', 'Nora', 'Frei', 'CHF', 'Zürich', '(4320) Research'),
  employee('kit.lawson', 'Kit', 'Lawson', 'USD', 'Austin', '(4220) Sales Americas'),
  employee('eva.soler', 'Eva', 'Soler', 'EUR', 'Madrid', '(4110) People & Culture'),
  employee('misaki.tanaka', '美咲', '田中', 'JPY', 'Osaka', '(4250) Sales Japan'),
  employee('xavier.nunez', 'Xavier', 'Núñez', 'MXN', 'Mexico City', '(7732) VIAJAR'),
  employee('chris.miller', 'Chris', 'Miller', 'MXN', 'Mexico City', '(7112) INFRAESTRUCTURA'),
  employee('fatma.al-sabah', 'فاطمة', 'الصباح', 'KWD', 'Kuwait City', '(4260) Sales Gulf'),
  employee('li.wei', 'Wei', 'Li', 'GBP', 'London', '(4710) Finance'),
  employee('olena.koval', 'Олена', 'Коваль', 'PLN', 'Gdańsk', '(4310) Engineering'),
]

/** Mira travels too, so that create, update and recall can be tried with her own requests. */
export const MIRA_TRAVELS: Employee = employee(
  'mira.okafor',
  MIRA.firstName,
  MIRA.lastName,
  'GBP',
  'London',
  '(4010) Executive Office',
)

/** The other approvers, none of whom can sign in here. */
export const HANA = employee('hana.lindqvist', 'Hana', 'Lindqvist', 'EUR', 'Munich', '(4710) Finance')
export const VICTOR = employee(
  'victor.almeida',
  'Victor',
  'Almeida',
  'USD',
  'Chicago',
  '(4220) Sales Americas',
)
export const OTHER_APPROVERS: readonly [Employee, ...Employee[]] = [
  HANA,
  VICTOR,
  employee('grace.oduya', 'Grace', 'Oduya', 'GBP', 'London', '(4310) Engineering'),
]
