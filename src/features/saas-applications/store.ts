import { type Expression, type Selectable, sql } from 'kysely'
import type { Connector } from '../../connect/manifest.ts'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { accountsThen } from '../../directory/as-of/accounts.ts'
import { applicationsThen } from '../../directory/as-of/applications.ts'
import type { EndOfDay } from '../../directory/as-of/moment.ts'
import { termLabels } from '../../directory/terms.ts'
import { type Columns, column, type Sql } from '../../kit/list/column.ts'
import { todayIn } from '../../kit/list/days.ts'
import { hasText } from '../../kit/list/has-text.ts'
import { type List, wholeList } from '../../kit/list/read-list.ts'
import { isOfSeen, type Sight } from '../../kit/list/sight.ts'
import { changedBy } from '../../kit/record/changed-by.ts'
import { nameOf } from '../../kit/record/person-names.ts'

type Kept = Selectable<Tables['saas_application']>

/** An application with its counts, as somebody may know them. */
export interface ApplicationRow extends Omit<Kept, 'created_at' | 'terms_since'> {
  readonly name: string
  readonly users: number
  readonly active: number
  readonly inactive: number
  readonly untold: number
  readonly unmatched: number
  readonly gone: number
  readonly owner_name: string | null
  readonly unused_seats: number | null
  readonly inactive_cost: string | null
  readonly renews_in_days: number | null
}

export type Connectors = ReadonlyMap<string, Pick<Connector, 'name'>>

export interface Wanted {
  /** What the asker may know of people. */
  readonly sight: Sight
  /** They say what applications are called. */
  readonly connectors: Connectors
  /** Whether what was bought, for how much and until when, and notes on it, may be known. */
  readonly showsTerms: boolean
  /** Where the day begins that renewals are counted from. */
  readonly zone: string
  readonly search?: string | undefined
  /** Whether those are wanted that are archived, or the others; undefined: all. */
  readonly archived?: boolean | undefined
  /** The day as of which they are wanted; undefined: now. */
  readonly past?: EndOfDay | undefined
}

/** Every application by name, with how many accounts it has of those that may be known. */
export const applicationList = (wanted: Wanted): List<ApplicationRow> => ({
  parts: [applications(wanted)],
  // Who may not know terms is not told which of them a run changed.
  columns: wanted.showsTerms
    ? applicationColumns
    : { ...applicationColumns, changedBy: changedBy('saas_application', []) },
  order: 'name,instance',
  ties: ['id'],
})

/** In which currencies, and for which periods, the prices of a list are. */
export async function unitsOf({ kysely }: Connections, { parts }: List<ApplicationRow>) {
  const every = sql.join(parts, sql` union all `)
  const { rows } = await sql<{ currency: readonly string[] | null; pricePeriod: readonly string[] | null }>`
    select array_agg(distinct currency order by currency) as currency, array_agg(distinct price_period order by price_period) as "pricePeriod"
      from (${every}) r where seat_price is not null`.execute(kysely)
  return rows[0]
}

export interface CostRow {
  readonly currency: string
  readonly applications: number
  readonly inactive_cost: string
}

/** What inactive accounts cost in a month, by currency, over all of a list. */
export async function costsOf(
  { kysely, zone }: Connections,
  list: List<ApplicationRow>,
  filter: string | undefined,
): Promise<readonly CostRow[]> {
  const { rows } = await sql<CostRow>`
    select currency, count(*)::integer as applications, sum(inactive_cost) as inactive_cost
      from (${wholeList(list, { filter }, zone)}) r where inactive_cost is not null group by currency order by currency`.execute(
    kysely,
  )
  return rows
}

/** The application of a bare id as it is kept. */
export const findApplication = ({ kysely }: Connections, id: string): Promise<Kept | undefined> =>
  kysely.selectFrom('saas_application').selectAll().where('id', '=', id).executeTakeFirst()

/** The same as somebody may know it. */
export async function readApplication(
  { kysely }: Connections,
  id: string,
  wanted: Wanted,
): Promise<ApplicationRow | undefined> {
  const query = sql<ApplicationRow>`select * from (${applications(wanted)}) r where id = ${id}`
  return (await query.execute(kysely)).rows[0]
}

// Of some accounts only, unused seats and costs would be wrong.
export const applications = ({
  sight,
  connectors,
  showsTerms,
  zone,
  search = '',
  archived,
  past,
}: Wanted): Expression<ApplicationRow> => sql<ApplicationRow>`
  select a.id, ${named(connectors)} as name, a.vendor, a.instance, a.seats, a.seat_price, a.price_period, a.currency, a.renewal_date, a.notes, a.archived_at,
         o.id as owner_id, ${nameOf('o', sight.fields)} as owner_name,
         coalesce(c.users, 0) as users, coalesce(c.active, 0) as active, coalesce(c.inactive, 0) as inactive,
         coalesce(c.users - c.active - c.inactive, 0) as untold,
         coalesce(c.unmatched, 0) as unmatched, coalesce(c.gone, 0) as gone,
         case when ${isTold(sight)} then a.seats - coalesce(c.active, 0) end as unused_seats,
         case when ${isTold(sight)} then round(a.seat_price * coalesce(c.inactive, 0) / case a.price_period when 'year' then 12 else 1 end, 4) end as inactive_cost,
         case when a.renewal_date >= ${todayIn(zone)} then a.renewal_date - ${todayIn(zone)} end as renews_in_days
    from ${showsTerms ? kept(past) : withoutTerms(kept(past))} a
    left join (${counts(sight, past)}) c on c.application_id = a.id
    left join person o on o.id = a.owner_id and ${isOfSeen('o.id', sight.sees)}
   where ${archived === undefined ? sql`true` : sql`a.archived_at is ${archived ? sql`not null` : sql`null`}`} and ${search === '' ? sql`true` : hasText(sql`${named(connectors)} || e'\\n' || a.vendor || e'\\n' || a.instance`, search)}`

// Left out before anything is asked, so that no filter finds them out.
const withoutTerms = (all: Sql): Sql => sql`(
    select id, vendor, instance, owner_id, archived_at, null::integer as seats, null::numeric as seat_price, null::text as price_period,
           null::text as currency, null::date as renewal_date, null::text as notes from ${all} k)`

const kept = (past: EndOfDay | undefined): Sql =>
  past ? sql`(${applicationsThen(past)})` : sql`saas_application`

/** By its connector; where none is left, by its vendor. */
function named(connectors: Connectors): Sql<string> {
  const names = Object.fromEntries([...connectors].map(([vendor, { name }]) => [vendor, name]))
  return sql`coalesce(${JSON.stringify(names)}::jsonb->>a.vendor, a.vendor)`
}

/** Whether it is known how many are active: the asker sees every account, and the vendor told it of some, or has none. */
const isTold = ({ sees }: Sight): Sql =>
  sees ? sql`false` : sql`(coalesce(c.users, 0) = 0 or c.active + c.inactive > 0)`

/** The kept counts; of whoever sees only some people, and of a day, accounts are counted. */
function counts({ sees }: Sight, past: EndOfDay | undefined): Sql {
  if (!sees && !past) return sql`select * from saas_count`
  const accounts = past ? sql`(${sql.join(accountsThen(past), sql` union all `)})` : sql`saas_user`
  return sql`
    select u.application_id, count(*) filter (where u.gone_at is null) as users,
           count(*) filter (where u.active and u.gone_at is null) as active,
           count(*) filter (where not u.active and u.gone_at is null) as inactive,
           count(*) filter (where u.person_id is null and u.no_person_reason is null and u.gone_at is null) as unmatched, count(u.gone_at) as gone
      from ${accounts} u where ${isOfSeen('u.person_id', sees)} group by u.application_id`
}

const counted = (name: string, label: string) => column(name, 'number', label, { filled: true })

/** What applications can be asked. */
export const applicationColumns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'app' }),
  name: column('name', 'text', 'Application', { filled: true }),
  vendor: column('vendor', 'text', 'Vendor', { filled: true }),
  instance: column('instance', 'text', 'Instance', { filled: true }),
  users: counted('users', 'Users'),
  active: counted('active', 'Active'),
  inactive: counted('inactive', 'Inactive'),
  untold: counted('untold', 'Untold'),
  unmatched: counted('unmatched', 'Unmatched'),
  gone: counted('gone', 'Gone'),
  seats: column('seats', 'number', termLabels.seats),
  pricePerSeat: column('seat_price', 'number', termLabels.seat_price),
  pricePeriod: column('price_period', 'text', termLabels.price_period),
  currency: column('currency', 'text', termLabels.currency),
  renewalDate: column('renewal_date', 'date', termLabels.renewal_date),
  renewsInDays: column('renews_in_days', 'number', 'Days until it renews'),
  ownerId: column('owner_id', 'id', termLabels.owner_id, { prefix: 'per' }),
  ownerName: column('owner_name', 'text', 'Owner name'),
  unusedSeats: column('unused_seats', 'number', 'Unused seats'),
  inactiveCost: column('inactive_cost', 'number', 'Cost of inactive accounts'),
  notes: column('notes', 'text', termLabels.notes),
  archivedAt: column('archived_at', 'datetime', 'Archived at'),
  changedBy: changedBy('saas_application'),
}
