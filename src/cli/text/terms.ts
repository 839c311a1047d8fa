import type { SaasApplication } from '../../client/person.ts'
import { countText } from '../../lib/counts.ts'
import { plainText } from './plain-text.ts'
import { timeText } from './values.ts'

const unknown = 'unknown'

/** Seats that nobody active takes: "4 of 12". */
export function unusedText({ seats, unusedSeats: unused }: SaasApplication): string {
  if (seats === null || unused === null) return unknown
  return unused < 0 ? `${countText(-unused)} too few` : `${countText(unused)} of ${countText(seats)}`
}

/** What the inactive SaaS users cost: "59.80 EUR a month". */
export function costText({
  inactiveCost,
  currency,
}: Pick<SaasApplication, 'inactiveCost' | 'currency'>): string {
  return inactiveCost === null ? unknown : `${amountText(inactiveCost)} ${currency} a month`
}

/** Seats and their price, in a few words. */
export function priceText({ seats, pricePerSeat, currency, pricePeriod }: SaasApplication): string {
  const bought = seats === null ? 'seats unknown' : `${countText(seats)} seats`
  const price =
    pricePerSeat === null
      ? 'price unknown'
      : `${amountText(pricePerSeat)} ${currency} a seat and ${pricePeriod}`
  return `${bought}, ${price}`
}

/** An application with everything that is known of it, a line each. */
export function termLines(application: SaasApplication): string[] {
  const {
    users,
    active,
    inactive,
    untold,
    unmatched,
    gone,
    renewalDate,
    ownerName,
    ownerId,
    notes,
    archivedAt,
  } = application
  const lines = [
    [
      'SaaS users',
      `${countText(users)}: ${countText(active)} active, ${countText(inactive)} inactive, ${countText(untold)} not told`,
    ],
    ['Without a person', countText(unmatched)],
    ['Gone at the vendor', countText(gone)],
    ['Bought', priceText(application)],
    ['Unused seats', unusedText(application)],
    ['Cost of inactive', costText(application)],
    ['Renews', renewalDate ?? unknown],
    ['Owner', ownerName ?? ownerId ?? 'nobody is named'],
    ['Notes', notes ?? ''],
    ['Archived', archivedAt === null ? '' : timeText(archivedAt)],
  ] as const
  return lines
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name.padEnd(18)}  ${plainText(text)}`)
}

const amount = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 })

const amountText = (value: number): string => amount.format(value)
