import { describe, expect, it } from 'vitest'
import type { SaasApplication } from '../../../client/person.ts'
import { inactiveCost, moneyText, renewal, unusedSeats } from './terms-words.ts'

const application: SaasApplication = {
  id: 'app_1',
  vendor: 'planhat',
  instance: '',
  name: 'Planhat',
  users: 10,
  active: 8,
  inactive: 2,
  untold: 0,
  unmatched: 0,
  gone: 0,
  seats: 12,
  pricePerSeat: 29.9,
  pricePeriod: 'month',
  currency: 'EUR',
  renewalDate: '2027-01-31',
  renewsInDays: null,
  ownerId: null,
  ownerName: null,
  notes: null,
  archivedAt: null,
  unusedSeats: 4,
  inactiveCost: 59.8,
}
const quiet = { users: 10, active: 0, inactive: 0, untold: 10, unusedSeats: null, inactiveCost: null }

describe('unused seats', () => {
  it.each<[string, Partial<SaasApplication>, string | undefined, string]>([
    ['say what they are of', {}, '4', 'of 12 bought; 8 SaaS users active'],
    [
      'count whom the vendor does not tell of',
      { untold: 3 },
      '4',
      'of 12 bought; 8 SaaS users active; not told of 3',
    ],
    [
      'are none where too few were bought',
      { seats: 7, unusedSeats: -1 },
      'None',
      '1 active SaaS user more than the 7 seats bought',
    ],
    [
      'are unknown without seats',
      { seats: null, unusedSeats: null },
      undefined,
      'How many seats were bought is not known',
    ],
    ['are unknown where the vendor is silent', quiet, undefined, 'Planhat does not say who is active'],
    [
      'are unknown to who sees a part',
      { unusedSeats: null },
      undefined,
      'Only known to whoever sees every SaaS user',
    ],
  ])('%s', (_what, known, value, note) => {
    expect(unusedSeats({ ...application, ...known })).toEqual({ value, note })
  })
})

describe('the cost of inactive SaaS users', () => {
  it.each<[string, Partial<SaasApplication>, string | undefined, string]>([
    ['says how it comes about', {}, '€59.80 a month', '2 inactive SaaS users, at €29.90 a seat each'],
    [
      'is that of one',
      { inactive: 1, inactiveCost: 29.9 },
      '€29.90 a month',
      'One inactive SaaS user, at €29.90 a seat',
    ],
    [
      'is nothing where all are active',
      { inactive: 0, inactiveCost: 0 },
      '€0.00 a month',
      '0 inactive SaaS users, at €29.90 a seat each',
    ],
    [
      'is a twelfth of what it is in a year',
      { pricePeriod: 'year', pricePerSeat: 12, inactiveCost: 2 },
      '€2.00 a month',
      '2 inactive SaaS users, at €12.00 a seat and year',
    ],
    [
      'is unknown without a price',
      { pricePerSeat: null, inactiveCost: null },
      undefined,
      'The price of a seat is not known',
    ],
    ['is unknown where the vendor is silent', quiet, undefined, 'Planhat does not say who is active'],
  ])('%s', (_what, known, value, note) => {
    expect(inactiveCost({ ...application, ...known })).toEqual({ value, note })
  })
})

it.each([
  [1234.5, 'USD', '$1,234.50'],
  [0.0125, 'EUR', '€0.0125'],
  [1500, 'JPY', '¥1,500'],
])('%s of %s is %s', (amount, currency, text) => {
  expect(moneyText(amount, currency)).toBe(text)
})

it.each([
  ['2027-01-02', 'tomorrow'],
  ['2026-12-20', '12 days ago'],
  ['2027-07-01', 'in 6 months'],
  ['2031-01-31', 'in 4 years'],
])('a renewal on %s is %s', (renewalDate, note) => {
  expect(renewal({ ...application, renewalDate }, new Date(2027, 0, 1, 23, 30).getTime()).note).toBe(note)
})

it('a renewal says how far it is', () => {
  const today = new Date(2027, 0, 1, 23, 30).getTime()
  expect(renewal(application, today)).toEqual({ value: '31 Jan 2027', note: 'in 30 days' })
})
