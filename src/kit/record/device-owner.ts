import { type SqlBool, sql } from 'kysely'
import { type Columns, keysOf, type Sql, type Test } from '../list/column.ts'
import type { DeviceSight } from '../list/sight.ts'
import { fieldColumns } from './field-columns.ts'
import { hidesNames, isHiddenName, nameOf } from './person-names.ts'

/**
 * SQL: the person whom the field "owner" of a device (`d`) names; a username comes before an e-mail address, and who became
 * part of somebody stands for that one.
 */
const ownerJoin = sql`
  left join person named on named.username_key = d.owner_key
  left join person mailed on mailed.email_key = d.owner_key and named.id is null
  left join person r on r.id = coalesce(named.merged_into, named.id, mailed.merged_into, mailed.id)`

/** Whose a device is, is not told to whoever may not see what it says of that. */
export const knowsOwners = ({ fields }: Pick<DeviceSight, 'fields'>): boolean =>
  fields.some(({ key }) => key === 'owner')

const ownerColumns = (sight: DeviceSight): Sql =>
  knowsOwners(sight)
    ? sql`r.id as owner_id, ${nameOf('r', sight.peopleFields)} as owner_name, ${isHiddenName('d.owner_key', sight.peopleFields)} as hides_owner`
    : sql`null::uuid as owner_id, null::text as owner_name, false as hides_owner`

const isOfSeen = ({ sees }: DeviceSight): Test => (sees ? sql`(r.id is not null and ${sees})` : sql`true`)

/** Devices (`d`) with their owners (`r`), as columns, where they stand, and a test. */
export interface Owned {
  readonly columns: Sql
  readonly from: Sql
  readonly test: Test
}

/** Of each of these devices its owner is looked up. */
export const withOwner = (sight: DeviceSight, devices: Sql): Owned => ({
  columns: sql`, ${ownerColumns(sight)}`,
  from: sql`${devices} d ${ownerJoin}`,
  test: isOfSeen(sight),
})

/** The same devices without: looking for the owner of each takes longer than all the rest. */
export const withoutOwner = (devices: Sql): Owned => ({
  columns: sql``,
  from: sql`${devices} d`,
  test: sql`true`,
})

/** The devices of now, the other way round: in the order of what owners are called, each is quickly found. */
export function byOwner(sight: DeviceSight): readonly Owned[] {
  const isNamed = sql<SqlBool>`exists (select from person named where named.username_key = d.owner_key)`
  const isMailed = sql<SqlBool>`exists (select from person mailed where mailed.email_key = d.owner_key)`
  const columns = sql`, ${ownerColumns(sight)}`
  const of = (people: Sql, called: string): readonly Owned[] => [
    { columns, from: having(people, `${called}.username_key`), test: isOfSeen(sight) },
    {
      columns,
      from: having(people, `${called}.email_key`),
      test: sql`(not ${isNamed} and ${isOfSeen(sight)})`,
    },
  ]
  const nobody = sql`, null::uuid as owner_id, null::text as owner_name`
  return [
    ...of(sql`(select * from person where merged_into is null) r`, 'r'),
    ...of(
      sql`(select * from person where merged_into is not null) part join person r on r.id = part.merged_into`,
      'part',
    ),
    ...(sight.sees
      ? []
      : [{ columns: nobody, from: sql`device d`, test: sql<SqlBool>`(not ${isNamed} and not ${isMailed})` }]),
  ]
}

const having = (people: Sql, key: string): Sql =>
  sql`${people} join device d on d.owner_key = ${sql.ref(key)}`

/** Whether a device is of a person; by what it may be called first, for that an index has. */
export const isOwner = (personId: string): Test => sql`(r.id = ${personId} and d.owner_key in (
  select unnest(array[p.username_key, p.email_key]) from person p where p.id = ${personId} or p.merged_into = ${personId}))`

/** What is asked of the owner is asked of what is told of it. */
export function ownerTold({ fields, peopleFields }: Omit<DeviceSight, 'sees'>): Columns {
  const { owner } = fieldColumns(fields.filter(({ key }) => key === 'owner'))
  if (!owner || !hidesNames(peopleFields)) return {}
  const value = sql`case when not ${isHiddenName('r.owner_key', peopleFields)} then ${owner.value} end`
  return { owner: { ...owner, value, ...keysOf(value, 'text') } }
}
