import type { CurrencyCode } from './currencies.ts'

export type Place = { city: string; country: string; airport: string; hotel: string; currency: CurrencyCode }

const place = (
  city: string,
  country: string,
  airport: string,
  hotel: string,
  currency: CurrencyCode,
): Place => ({
  city,
  country,
  airport,
  hotel,
  currency,
})

export const PLACES: readonly [Place, ...Place[]] = [
  place('Osaka', 'JAPAN', 'Kansai Intl', 'Hotel Nakanoshima', 'JPY'),
  place('Rotterdam', 'NETHERLANDS', 'Rotterdam The Hague', 'Maas & Haven Hotel', 'EUR'),
  place('Monterrey', 'MEXICO', 'Mariano Escobedo Intl', 'Hotel Obispado', 'MXN'),
  place('Lyon', 'FRANCE', 'Saint-Exupéry', "Hôtel de l'Opéra", 'EUR'),
  place('London', 'UNITED KINGDOM', 'Heathrow', 'The Bermondsey', 'GBP'),
  place('Chicago', 'Illinois', "O'Hare Intl", 'Lakeshore Suites', 'USD'),
  place('Gdańsk', 'POLAND', 'Lech Wałęsa', 'Hotel Motława', 'PLN'),
  place('Pune', 'INDIA', 'Lohegaon', 'Koregaon Residency', 'INR'),
  place('Hannover', 'GERMANY', 'Langenhagen', 'Messehotel Süd', 'EUR'),
  place('Dublin', 'IRELAND', 'Dublin Intl', 'Grand Canal House', 'EUR'),
  place('Toronto', 'Ontario', 'Pearson Intl', 'King Street Inn', 'CAD'),
  place('Lisbon', 'PORTUGAL', 'Humberto Delgado', 'Hotel Alcântara', 'EUR'),
  place('Seoul', 'KOREA', 'Incheon Intl', 'Jongno Stay', 'KRW'),
  place('Copenhagen', 'DENMARK', 'Kastrup', 'Hotel Nyhavn 41', 'DKK'),
  place('Zürich', 'SWITZERLAND', 'Kloten', 'Hotel Limmatblick', 'CHF'),
  place('Austin', 'Texas', 'Bergstrom Intl', 'Barton Springs Lodge', 'USD'),
  place('Madrid', 'SPAIN', 'Barajas', 'Hotel Chamberí', 'EUR'),
  place('Dallas', 'Texas', 'Dallas Ft Worth Intl', 'Trinity Park Hotel', 'USD'),
  place('Mexico City', 'MEXICO', 'Juarez Intl', 'Hotel Reforma', 'MXN'),
  place('Kuwait City', 'KUWAIT', 'Kuwait Intl', 'Gulf Road Hotel', 'KWD'),
]

export const OCCASIONS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Client kickoff', 'Kick off the rollout with the client team and walk through the first milestones.'],
  ['Vendor audit', 'Audit two lines on site; the findings of last year need a second look.'],
  ['Plant visit', 'Walk the new line with the plant manager before acceptance.'],
  ['Recruiting fair', 'Stand at the fair and <20 first interviews, 3 candidates already invited.'],
  ['Board meeting', 'Quarterly meeting of the board; figures & forecast.'],
  ['Training', 'Three days of certification for the support team.'],
  ['Site survey', 'Measure the hall and agree on power and network with the landlord.'],
  ['Customer visit', 'Renewal talks; the customer asked for somebody in person.'],
  ['Trade show', 'Run the booth ("Hall 7, C14") and meet the regional press.'],
  ['Quarterly review', 'Review of the quarter with the delivery leads.'],
  ['Installation', 'Install and hand over; spare parts travel with us.'],
  ['Conference', 'Talk accepted on the first day, round table on the second.'],
  ['Works council', 'Consultation on the new shift model.'],
  ['Customer workshop', 'Requirements workshop with operations & IT.'],
  ['Data center move', 'Move the last two racks and stand by over the weekend.'],
  ['Supplier day', 'Price talks with the four largest suppliers.'],
  ['Lab exchange', 'Two weeks at the partner lab, rig booked.'],
  ['Hiring panel', 'Final round for the regional lead.'],
]

export const REMARKS: readonly [string, ...string[]] = [
  'The hotel close to the site is cheaper than the daily taxi.',
  'Flight is refundable until the day before.',
  'Travelling together with the Lyon team, so we share the car.',
  'Happy to take the later train if that helps the budget.',
  'The client pays the dinner; only flights & hotel are ours.',
  'Bitte bis Freitag freigeben, danach verfällt der Tarif.',
  '会場に近いホテルを選びました。',
  'Please read the quote < 3 days old, prices move.',
]

export const APPROVER_REMARKS: readonly [string, ...string[]] = [
  'Fine with me, please book the earlier flight.',
  'Approved, keep the receipts for the taxi.',
  'Please split the hotel between the two cost centers.',
  'Why not by rail? It is four hours.',
]
