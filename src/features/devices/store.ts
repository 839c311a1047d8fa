import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { fieldsTold } from '../../directory/as-of/moved.ts'
import { objectsThen, objectThen, type Past, toldOf } from '../../directory/as-of/objects.ts'
import type { Field } from '../../directory/field.ts'
import { type Columns, column, type Sql, type Test } from '../../kit/list/column.ts'
import { hasText } from '../../kit/list/has-text.ts'
import type { List } from '../../kit/list/read-list.ts'
import type { DeviceSight } from '../../kit/list/sight.ts'
import { changedBy } from '../../kit/record/changed-by.ts'
import {
  byOwner,
  isOwner,
  knowsOwners,
  type Owned,
  ownerTold,
  withOwner,
  withoutOwner,
} from '../../kit/record/device-owner.ts'
import { fieldColumns } from '../../kit/record/field-columns.ts'
import { hidesNames } from '../../kit/record/person-names.ts'

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

interface Wanted {
  readonly search?: string | undefined
  readonly archived: boolean
  /** The bare id of a person. */
  readonly personId?: string | undefined
  /** The day as of which they are wanted; undefined: now. */
  readonly past?: Past | undefined
}

/** A device without what it says of its owner, where that is hidden. */
export const toldRow = (row: DeviceRow): DeviceRow => (row.hides_owner ? { ...row, owner: null } : row)

const whenGone = sql`having every(s.gone_at is not null)`
const goneAt = sql`(
  select max(s.gone_at) from source_record s join source o on o.id = s.source_id and o.kind = 'integration'
   where s.object_id = d.id ${whenGone})`

/** The devices of now, or those of then, that the asker sees and for which a test (of `d`) is true, with their owners. */
export function devicesOf(sight: DeviceSight, which: Test, then?: Sql): Sql<DeviceRow> {
  const { columns, from, test } = withOwner(sight, then ?? sql`device`)
  return sql<DeviceRow>`
    select d.* ${columns}, ${then ? sql`null::timestamptz` : goneAt} as gone_at
      from ${from} where ${which} and ${test}`
}

/** Devices by name. */
export function deviceList(sight: DeviceSight, wanted: Wanted): List<DeviceRow> {
  const list = { columns: deviceColumns(sight), order: 'name', ties: ['id'] }
  if (wanted.past) return { ...list, ...devicesThen(sight, wanted, wanted.past) }
  const indexed = { table: 'device', text: searchedText('r'), columns: searched } as const
  return { ...list, ...devicesNow(sight, wanted), isLarge: true, indexed }
}

const isWanted = (sight: DeviceSight, { search = '', archived, personId }: Wanted): Test => sql`
  d.archived_at is ${archived ? sql`not null` : sql`null`}
  ${search === '' ? sql`` : sql`and ${matches(search, sight)}`}
  ${personId === undefined ? sql`` : sql`and ${knowsOwners(sight) ? isOwner(personId) : sql`false`}`}`

/** Whether owners decide which devices are in the list, or are asked for. */
const needsOwner = ({ sees }: DeviceSight, { personId }: Wanted, names: readonly string[] = []): boolean =>
  sees !== undefined || personId !== undefined || names.includes('ownerId') || names.includes('ownerName')

/** Since when devices are gone, and what has to be joined for it. */
interface Gone {
  readonly at: Sql
  readonly join: Sql
}

/** Of many devices: of those that some source no longer has, which are few. */
const goneNow: Gone = {
  at: sql`gone.gone_at`,
  join: sql`
  left join (
    select s.object_id, max(s.gone_at) as gone_at from source_record s join source o on o.id = s.source_id and o.kind = 'integration'
     where s.object_id in (select object_id from source_record where gone_at is not null) group by s.object_id ${whenGone}
  ) gone on gone.object_id = d.id`,
}
const goneThen: Gone = { at: sql`null::timestamptz`, join: sql`` }

const found = ({ columns, from, test }: Owned, which: Test, gone: Gone | undefined): Sql => sql`
  select d.* ${columns} ${gone ? sql`, ${gone.at} as gone_at` : sql``}
    from ${from} ${gone ? gone.join : sql``} where ${which} and ${test}`

function devicesNow(sight: DeviceSight, wanted: Wanted) {
  const which = isWanted(sight, wanted)
  const owned = (names: readonly string[], sorted: string | undefined): readonly Owned[] => {
    if (sorted === 'ownerName' && wanted.personId === undefined && knowsOwners(sight)) return byOwner(sight)
    return [needsOwner(sight, wanted, names) ? withOwner(sight, sql`device`) : withoutOwner(sql`device`)]
  }
  const parts = (names: readonly string[], sorted?: string) =>
    owned(names, sorted).map((one) => found(one, which, names.includes('goneAt') ? goneNow : undefined))
  const row = ([id]: readonly Sql[]) => devicesOf(sight, sql`d.id = ${id}`)
  return { parts: [devicesOf(sight, which)], finding: { parts, row, emptyLater: 'ownerName' } }
}

function devicesThen(sight: DeviceSight, wanted: Wanted, past: Past) {
  const which = isWanted(sight, wanted)
  const then = (only?: readonly string[]) => objectsThen('device', past, only).map((part) => sql`(${part})`)
  const always = [...(wanted.search ? searched : []), ...(needsOwner(sight, wanted) ? ['owner'] : [])]
  const parts = (names: readonly string[]) =>
    then(fieldsTold([...names, ...always], made, toldOf(past))).map((part) => {
      const owned = needsOwner(sight, wanted, names) ? withOwner(sight, part) : withoutOwner(part)
      return found(owned, which, names.includes('goneAt') ? goneThen : undefined)
    })
  const row = ([id = sql`null`]: readonly Sql[]) =>
    devicesOf(sight, sql`true`, sql`(${objectThen('device', id, past)})`)
  return { parts: then().map((part) => devicesOf(sight, which, part)), finding: { parts, row } }
}

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
  sight: DeviceSight,
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
function matches(search: string, sight: DeviceSight): Test {
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
export const deviceColumns = ({ fields, peopleFields }: Omit<DeviceSight, 'sees'>): Columns => ({
  ...ownColumns(fields),
  ...ownerTold({ fields, peopleFields }),
  ownerId: column('owner_id', 'id', 'Owner (person)', { prefix: 'per' }),
  ownerName: column('owner_name', 'text', 'Person'),
  goneAt: column('gone_at', 'datetime', 'Gone at'),
  changedBy: changedBy('device', fields),
})
