import type { z } from 'zod'
import { termLabels } from '../../directory/terms.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import type { Wish } from '../../kit/list/read-list.ts'
import { applicationName } from '../../kit/record/application-name.ts'
import { type Condition, rulesOf } from '../../lib/condition/condition.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import type { Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { presentTerms } from '../terms/rules.ts'
import type { ApplicationAnswer } from './schema.ts'
import type { ApplicationRow, Connectors, CostRow } from './store.ts'

type Answer = z.input<typeof ApplicationAnswer>

/** What an application is called: by the name of its connector, where there is one. */
export const nameOf = (connectors: Connectors, { vendor }: Pick<ApplicationRow, 'vendor'>): string =>
  connectors.get(vendor)?.name ?? vendor

export function present(row: ApplicationRow): Answer {
  const { id, name, vendor, instance, users, active, inactive, untold, unmatched, gone } = row
  return {
    id: publicId('app', id),
    vendor,
    instance,
    name,
    ...{ users, active, inactive, untold, unmatched, gone },
    ...presentTerms({ ...row, seat_price: number(row.seat_price) }),
    ownerName: row.owner_name,
    unusedSeats: row.unused_seats,
    inactiveCost: number(row.inactive_cost),
    renewsInDays: row.renews_in_days,
    archivedAt: row.archived_at?.toISOString() ?? null,
  }
}

export const presentCost = ({ currency, applications, inactive_cost }: CostRow) => ({
  currency,
  applications,
  inactiveCost: Number(inactive_cost),
})

/** Applications as a table. */
export const applicationTable: readonly TableColumn<Answer>[] = [
  { key: 'name', label: 'Application', cell: ({ name, instance }) => applicationName(name, instance) },
  { key: 'instance', label: 'Instance', cell: ({ instance }) => instance },
  { key: 'vendor', label: 'Vendor', cell: ({ vendor }) => vendor },
  { key: 'users', label: 'SaaS users', cell: ({ users }) => users },
  { key: 'active', label: 'Active', cell: ({ active }) => active },
  { key: 'inactive', label: 'Inactive', cell: ({ inactive }) => inactive },
  { key: 'untold', label: 'Not told', cell: ({ untold }) => untold },
  { key: 'unmatched', label: 'Without a person', cell: ({ unmatched }) => unmatched },
  { key: 'gone', label: 'Gone', cell: ({ gone }) => gone },
  { key: 'seats', label: termLabels.seats, cell: ({ seats }) => seats },
  { key: 'unusedSeats', label: 'Unused seats', cell: ({ unusedSeats }) => unusedSeats },
  {
    key: 'pricePerSeat',
    label: termLabels.seat_price,
    along: ['pricePeriod', 'currency'],
    cell: ({ pricePerSeat }) => pricePerSeat,
  },
  { key: 'pricePeriod', label: termLabels.price_period, cell: ({ pricePeriod }) => pricePeriod },
  { key: 'currency', label: termLabels.currency, cell: ({ currency }) => currency },
  {
    key: 'inactiveCost',
    label: 'Cost of inactive a month',
    along: ['currency'],
    cell: ({ inactiveCost }) => inactiveCost,
  },
  {
    key: 'renewalDate',
    label: termLabels.renewal_date,
    type: 'date',
    cell: ({ renewalDate }) => renewalDate,
  },
  { key: 'renewsInDays', label: 'Days until it renews', cell: ({ renewsInDays }) => renewsInDays },
  { key: 'ownerName', label: 'Owner', cell: ({ ownerName }) => ownerName },
  { key: 'ownerId', label: 'Owner id', cell: ({ ownerId }) => ownerId },
  { key: 'notes', label: termLabels.notes, cell: ({ notes }) => notes },
  { key: 'archivedAt', label: 'Archived at', type: 'datetime', cell: ({ archivedAt }) => archivedAt },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

type Unit = 'currency' | 'pricePeriod'

/** What has to be the same of amounts for one to be more than another. */
const units: Readonly<Record<string, readonly Unit[]>> = {
  inactiveCost: ['currency'],
  pricePerSeat: ['currency', 'pricePeriod'],
}

/** A unit that amounts may differ in while they are compared, and where they are. */
interface OpenUnit {
  readonly unit: Unit
  readonly field: 'filter' | 'sort' | 'by'
}

/** What is asked of a list: in which order, or by which field its rows are counted. */
export interface Comparing extends Pick<Wish, 'filter' | 'sort'> {
  readonly by?: string | undefined
}

/** In which units amounts are compared without being said to be the same. Throws `input.invalid`. */
export function openUnits({ filter, sort = '', by = '' }: Comparing): readonly OpenUnit[] {
  const condition = filter === undefined ? undefined : parseFilter(filter)
  const isSaid = (unit: Unit) => condition !== undefined && fixes(condition, unit)
  const rules = condition ? rulesOf(condition).filter(({ operator }) => operator !== 'empty') : []
  const keys = sort.split(',').map((key) => key.trim().replace(/^-/, ''))
  const filtered = rules.flatMap(({ field }) => units[field] ?? [])
  // Sorted by the unit first, amounts are only compared where it is the same.
  const sorted = keys.flatMap((key, at) =>
    (units[key] ?? []).filter((unit) => !keys.slice(0, at).includes(unit)),
  )
  return [
    ...filtered.map((unit) => ({ unit, field: 'filter' as const })),
    ...sorted.map((unit) => ({ unit, field: 'sort' as const })),
    ...(units[by] ?? []).map((unit) => ({ unit, field: 'by' as const })),
  ].filter(({ unit }) => !isSaid(unit))
}

/** Whether all that a condition is true of have one value there. */
function fixes(condition: Condition, field: string): boolean {
  if ('combine' in condition)
    return condition.combine === 'and' && condition.rules.some((rule) => fixes(rule, field))
  return condition.field === field && condition.operator === 'equals' && !condition.not
}

const mixed = new Intl.ListFormat('en')

/** Why amounts in these units are not compared, and the way out. */
export function mixedProblem({ unit, field }: OpenUnit, values: readonly string[]): Problem {
  const ways = field === 'sort' ? `, or sort by ${unit} first` : ''
  const message = `would compare amounts of different ${unit === 'currency' ? 'currencies' : 'periods'} (${mixed.format(values)}); say one in the filter, as in ${unit} eq "${values[0]}"${ways}`
  return { field, message }
}

/** The driver gives decimals as text. */
export const number = (text: string | null): number | null => (text === null ? null : Number(text))
