import type { SaasApplication } from '../../../client/person.ts'
import { countOf, countText } from '../../ui/numbers.ts'
import { daysUntil, dayText } from '../../ui/time.ts'

/** A figure and what it is made of. No value: it is unknown, and the note says why. */
export interface Figure {
  readonly value: string | undefined
  readonly note: string
}

const otherwiseUnknown = ({ users, active, inactive, name }: SaasApplication): string =>
  users > 0 && active + inactive === 0
    ? `${name} does not say who is active`
    : 'Only known to whoever sees every SaaS user'

/** How many seats nobody active takes. */
export function unusedSeats(application: SaasApplication): Figure {
  const { seats, active, unusedSeats: unused } = application
  if (seats === null) return { value: undefined, note: 'How many seats were bought is not known' }
  if (unused === null) return { value: undefined, note: otherwiseUnknown(application) }
  if (unused < 0)
    return {
      value: 'None',
      note: `${countOf(-unused, 'active SaaS user')} more than the ${countOf(seats, 'seat')} bought`,
    }
  return {
    value: countText(unused),
    note: `of ${countText(seats)} bought; ${countOf(active, 'SaaS user')} active${andUntold(application)}`,
  }
}

/** What the inactive SaaS users cost, if each takes a seat. */
export function inactiveCost(application: SaasApplication): Figure {
  const { pricePerSeat, pricePeriod, currency, inactive, inactiveCost: cost } = application
  if (pricePerSeat === null || pricePeriod === null || currency === null)
    return { value: undefined, note: 'The price of a seat is not known' }
  if (cost === null) return { value: undefined, note: otherwiseUnknown(application) }
  const price = moneyText(pricePerSeat, currency)
  const yearly = pricePeriod === 'year' ? ' and year' : ''
  return {
    value: `${moneyText(cost, currency)} a month`,
    note:
      inactive === 1
        ? `One inactive SaaS user, at ${price} a seat${yearly}${andUntold(application)}`
        : `${countOf(inactive, 'inactive SaaS user')}, at ${price} a seat${yearly || ' each'}${andUntold(application)}`,
  }
}

const andUntold = ({ untold }: SaasApplication): string =>
  untold > 0 ? `; not told of ${countText(untold)}` : ''

/** An amount in its currency, as in €29.90. */
export const moneyText = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 4 }).format(amount)

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** When an application renews, and how far that is from today. */
export function renewal({ renewalDate }: SaasApplication, now = Date.now()): Figure {
  if (renewalDate === null) return { value: undefined, note: 'When it renews is not known' }
  return { value: dayText(renewalDate), note: farText(daysUntil(renewalDate, now)) }
}

const inMonth = 30.44

/** So many days from now, no finer than anybody needs it. */
function farText(days: number): string {
  const far = Math.abs(days)
  if (far >= 730) return relative.format(Math.trunc(days / 365.25), 'year')
  return far > 90 ? relative.format(Math.round(days / inMonth), 'month') : relative.format(days, 'day')
}
