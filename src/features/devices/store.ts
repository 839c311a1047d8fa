import { type SqlBool, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { fieldsTold, objectsThen, objectThen, type Past, toldOf } from '../../directory/as-of.ts'
import type { Field } from '../../directory/field.ts'
import { type Columns, column, keysOf, type Sql, type Test } from '../../kit/list/column.ts'
import { hasText } from '../../kit/list/has-text.ts'
import type { List } from '../../kit/list/read-list.ts'
import { changedBy } from '../../kit/record/changed-by.ts'
import { fieldColumns } from '../../kit/record/field-columns.ts'
import { hidesNames, isHiddenName, nameOf } from '../../kit/record/person-names.ts'

/** A device with the columns of customers' fields, which only the catalogue knows. */
export type DeviceRow = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly name: string
  readonly owner_id: string | null
  readonly owner_name: string | null
  /** Whether what it says of its owner is somebody's username or address that is hidden. */
  readonly hides_owner: boolean
  /** Since when no integration has it any more; as of a day, nobody knows. */
  readonly gone_at: Date | null
  readonly archived_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

/** What the asker may know: these fields of devices, of those whose owners are seen, and what owners are called. */
export interface Sight {
  readonly fields: readonly Field[]
  readonly peopleFields: readonly Field[]
  /** Whom the asker sees, of the person `r`; undefined: everybody, and devices of nobody. */
  readonly sees: Test | undefined
}

interface Wanted {
  readonly search?: string | undefined
  readonly archived: boolean
  /** The bare id of a person. */
  readonly personId?: string | undefined
  /** The day as of which they are wanted; undefined: now. */
  readonly past?: Past | undefined
}

/**
 * SQL: the person whom the field "owner" of a device (`d`) names; a username comes before an e-mail address, and who became
 * part of somebody stands for that one.
 */
const ownerJoin = sql`
  left join person named on named.username_key = d.owner_key
  left join person mailed on mailed.email_key = d.owner_key and named.id is null
  left join person r on r.id = coalesce(named.merged_into, named.id, mailed.merged_into, mailed.id)`

const whenGone = sql`having every(s.gone_at is not null)`
const goneAt = sql`(
  select max(s.gone_at) from source_record s join source o on o.id = s.source_id and o.kind = 'integration'
   where s.object_id = d.id ${whenGone})`

/** The same of many devices: of those that some source no longer has, which are few. */
const goneJoin = sql`
  left join (
    select s.object_id, max(s.gone_at) as gone_at from source_record s join source o on o.id = s.source_id and o.kind = 'integration'
     where s.object_id in (select object_id from source_record where gone_at is not null) group by s.object_id ${whenGone}
  ) gone on gone.object_id = d.id`

/** Whose a device is, is not told to whoever may not see what it says of that. */
const knowsOwners = ({ fields }: Pick<Sight, 'fields'>): boolean => fields.some(({ key }) => key === 'owner')

const ownerColumns = (sight: Sight): Sql =>
  knowsOwners(sight)
    ? sql`r.id as owner_id, ${nameOf('r', sight.peopleFields)} as owner_name, ${isHiddenName('d.owner_key', sight.peopleFields)} as hides_owner`
    : sql`null::uuid as owner_id, null::text as owner_name, false as hides_owner`

/** A device without what it says of its owner, where that is hidden. */
export const toldRow = (row: DeviceRow): DeviceRow => (row.hides_owner ? { ...row, owner: null } : row)

const isOfSeen = ({ sees }: Sight): Test => (sees ? sql`(r.id is not null and ${sees})` : sql`true`)

/** Devices (`d`) with their owners (`r`), as columns, where they stand, and a test. */
interface Owned {
  readonly columns: Sql
  readonly from: Sql
  readonly test: Test
}

const lookedUp = (sight: Sight, devices: Sql): Owned => ({
  columns: sql`, ${ownerColumns(sight)}`,
  from: sql`${devices} d ${ownerJoin}`,
  test: isOfSeen(sight),
})

/** The same devices of now, the other way round: in the order of what owners are called, each is quickly found. */
function byOwner(sight: Sight): readonly Owned[] {
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

/** The devices of now, or those of then, that the asker sees and for which a test (of `d`) is true, with their owners. */
export const devicesOf = (sight: Sight, which: Test, then?: Sql): Sql<DeviceRow> => sql<DeviceRow>`
  select d.*, ${ownerColumns(sight)}, ${then ? sql`null::timestamptz` : goneAt} as gone_at
    from ${then ?? sql`device`} d ${ownerJoin} where ${which} and ${isOfSeen(sight)}`

/** Devices by name. */
export function deviceList(sight: Sight, { search = '', archived, personId, past }: Wanted): List<DeviceRow> {
  const which = sql<SqlBool>`
    d.archived_at is ${archived ? sql`not null` : sql`null`}
    ${search === '' ? sql`` : sql`and ${matches(search, sight)}`}
    ${personId === undefined ? sql`` : sql`and ${knowsOwners(sight) ? isOwner(personId) : sql`false`}`}`
  const list = { columns: deviceColumns(sight), order: 'name', ties: ['id'] }
  const isOwned = sight.sees !== undefined || personId !== undefined
  const found = (names: readonly string[], { columns, from, test }: Owned, gone: Sql) => {
    const asksGone = names.includes('goneAt')
    return sql`
      select d.* ${columns} ${asksGone ? sql`, ${gone} as gone_at` : sql``}
        from ${from} ${asksGone && !past ? goneJoin : sql``} where ${which} and ${test}`
  }
  // Looking for the owner and the sources of each device takes longer than all the rest.
  const ownedFor = (names: readonly string[], devices: Sql): Owned =>
    isOwned || names.includes('ownerId') || names.includes('ownerName')
      ? lookedUp(sight, devices)
      : { columns: sql``, from: sql`${devices} d`, test: sql`true` }
  if (!past) {
    const parts = (names: readonly string[], sorted?: string) =>
      (sorted === 'ownerName' && personId === undefined && knowsOwners(sight)
        ? byOwner(sight)
        : [ownedFor(names, sql`device`)]
      ).map((owned) => found(names, owned, sql`gone.gone_at`))
    const row = ([id]: readonly Sql[]) => devicesOf(sight, sql`d.id = ${id}`)
    const finding = { parts, row, emptyLater: 'ownerName' }
    const indexed = { table: 'device', text: searchedText('r'), columns: searched } as const
    return { ...list, parts: [devicesOf(sight, which)], isLarge: true, indexed, finding }
  }
  const asked = [...(search === '' ? [] : searched), ...(isOwned ? ['owner'] : [])]
  const parts = (names: readonly string[]) =>
    thenOf(past, fieldsTold([...names, ...asked], made, toldOf(past))).map((part) =>
      found(names, ownedFor(names, part), sql`null::timestamptz`),
    )
  const row = ([id = sql`null`]: readonly Sql[]) =>
    devicesOf(sight, sql`true`, sql`(${objectThen('device', id, past)})`)
  return {
    ...list,
    parts: thenOf(past).map((part) => devicesOf(sight, which, part)),
    finding: { parts, row },
  }
}

const thenOf = (past: Past, only?: readonly string[]): readonly Sql[] =>
  objectsThen('device', past, only).map((part) => sql`(${part})`)

/** Whether a device is of a person; by what it may be called first, for that an index has. */
const isOwner = (personId: string): Test => sql`(r.id = ${personId} and d.owner_key in (
  select unnest(array[p.username_key, p.email_key]) from person p where p.id = ${personId} or p.merged_into = ${personId}))`

/** What columns are made of that are no fields; what never changes, and what history tells of all, of none. */
const made = {
  ownerId: ['owner'],
  ownerName: ['owner'],
  id: [],
  goneAt: [],
  createdAt: [],
  archivedAt: [],
  changedBy: [],
}

/** The device of a bare id, if the asker sees it. */
export async function findDevice(
  { kysely }: Connections,
  id: string,
  sight: Sight,
): Promise<DeviceRow | undefined> {
  const { rows } = await devicesOf(sight, sql`d.id = ${id}`).execute(kysely)
  return rows[0] && toldRow(rows[0])
}

const searched = ['name', 'serial_number', 'asset_tag', 'model', 'owner']

/** What devices of a table or alias are searched by, in one text that an index can be built on. */
export function searchedText(table: string, keys: readonly string[] = searched): Sql<string> {
  const texts = keys.map((key) => sql`coalesce(${sql.ref(`${table}.${key}`)}, '')`)
  return sql`(${sql.join([sql`''`, ...texts], sql` || e'\\n' || `)})`
}

// The index is on the whole text; what is hidden must not be found, either.
function matches(search: string, sight: Sight): Test {
  const found = hasText(searchedText('d'), search)
  const shown = sight.fields.filter(({ key }) => key !== 'owner' || !hidesNames(sight.peopleFields))
  const known = searched.filter((key) => shown.some((field) => field.key === key))
  if (known.length === searched.length) return found
  return sql`(${found} and ${hasText(searchedText('d', known), search)})`
}

/** What stands in the row of the device itself. */
export const ownColumns = (fields: readonly Field[]): Columns => ({
  ...fieldColumns(fields),
  id: column('id', 'id', 'Id', { filled: true, prefix: 'dev' }),
  archivedAt: column('archived_at', 'datetime', 'Archived at'),
  createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
  updatedAt: column('updated_at', 'datetime', 'Updated at', { filled: true }),
})

/** What devices can be asked. */
export const deviceColumns = ({ fields, peopleFields }: Omit<Sight, 'sees'>): Columns => ({
  ...ownColumns(fields),
  ...ownerTold({ fields, peopleFields }),
  ownerId: column('owner_id', 'id', 'Owner (person)', { prefix: 'per' }),
  ownerName: column('owner_name', 'text', 'Person'),
  goneAt: column('gone_at', 'datetime', 'Gone at'),
  changedBy: changedBy('device', fields),
})

/** What is asked of the owner is asked of what is told of it. */
function ownerTold({ fields, peopleFields }: Omit<Sight, 'sees'>): Columns {
  const { owner } = fieldColumns(fields.filter(({ key }) => key === 'owner'))
  if (!owner || !hidesNames(peopleFields)) return {}
  const value = sql`case when not ${isHiddenName('r.owner_key', peopleFields)} then ${owner.value} end`
  return { owner: { ...owner, value, ...keysOf(value, 'text') } }
}
