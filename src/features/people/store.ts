import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { wasMerged } from '../../directory/as-of/moment.ts'
import { fieldsTold } from '../../directory/as-of/moved.ts'
import { objectsThen, objectThen, type Past, toldOf } from '../../directory/as-of/objects.ts'
import type { Field } from '../../directory/field.ts'
import { type Columns, column, keysOf, type Sql, type Test } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { changedBy } from '../../kit/record/changed-by.ts'
import { fieldColumns } from '../../kit/record/field-columns.ts'
import { matches, namedBy, nameOf, searched, searchedText } from '../../kit/record/person-names.ts'

/** A person with the columns of customers' fields, which only the catalogue knows. */
export type PersonRow = Readonly<Record<string, unknown>> & {
  readonly id: string
  /** What they are called, by the fields that may be known. */
  readonly called: string | null
  readonly username_key: string
  readonly archived_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

interface Wanted {
  readonly search?: string | undefined
  readonly archived: boolean
  /** What can be asked of them and is shown. */
  readonly fields: readonly Field[]
  /** Whom the asker sees; undefined: everybody. */
  readonly sees: Test | undefined
  /** The day as of which they are wanted; undefined: now. */
  readonly past?: Past | undefined
}

/** People by username; where that is hidden, by name. */
export function peopleList(db: Connections, wanted: Wanted): List<PersonRow> {
  const { fields, past } = wanted
  const order = fields.some(({ key }) => key === 'username') ? 'username' : 'fullName'
  const list = { columns: personColumns(fields), order, ties: ['id'] }
  if (past) return { ...list, ...peopleThen(wanted, past) }
  return { ...list, parts: [peopleNow(db, wanted)], isLarge: true, indexed }
}

const indexed = { table: 'person', text: searchedText('r'), columns: [...searched, 'fullName'] } as const

const peopleNow = ({ kysely }: Connections, { search = '', archived, fields, sees }: Wanted) =>
  kysely
    .selectFrom('person as r')
    .selectAll()
    .select(nameOf('r', fields).as('called'))
    .where(sees ?? everybody)
    .where('archived_at', archived ? 'is not' : 'is', null)
    .$if(archived, (query) => query.where('merged_into', 'is', null))
    .$if(search !== '', (query) => query.where(matches('r', search, fields)))

/** Those of the past; who they were is read from history only as far as it is asked. */
function peopleThen({ search = '', archived, fields, sees }: Wanted, past: Past) {
  const isWanted = sql`r.archived_at is ${archived ? sql`not null` : sql`null`} and ${isSeenNow(sees)}
    and ${archived ? sql`not ${wasMerged(sql`r.id`, past)}` : everybody} and ${search === '' ? everybody : matches('r', search, fields)}`
  const always = search === '' ? [] : ['fullName', 'email']
  const named = sql`select r.*, ${nameOf('r', fields)} as called`
  const queries = (only?: readonly string[]) =>
    objectsThen('person', past, only).map(
      (part) => sql<PersonRow>`${named} from (${part}) r where ${isWanted}`,
    )
  const finding = {
    parts: (names: readonly string[]) => queries(fieldsTold([...names, ...always], made, toldOf(past))),
    row: ([id = sql`null`]: readonly Sql[]) =>
      sql<PersonRow>`${named} from (${objectThen('person', id, past)}) r`,
  }
  return { parts: queries(), finding }
}

/** What columns are made of that are no fields; what never changes, and what history tells of all, of none. */
const made = {
  fullName: namedBy,
  id: [],
  createdAt: [],
  archivedAt: [],
  changedBy: [],
}

/** The bare id of whoever is in the directory under one: of somebody who became part of another, that of the other. */
export async function idNow({ pool }: Pick<Connections, 'pool'>, id: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    'select coalesce(merged_into, id) as id from person where id = $1',
    [id],
  )
  return rows[0]?.id
}

/** What stands in the row of a person: these fields, and what everybody has beside them. */
export function ownColumns(fields: readonly Field[]): Columns {
  return {
    ...fieldColumns(fields),
    id: column('id', 'id', 'Id', { filled: true, prefix: 'per' }),
    // No field of a customer's can have a capital in its key.
    fullName: { ...named, value: nameOf('r', fields), ...keysOf(nameOf('r', fields), 'text') },
    archivedAt: column('archived_at', 'datetime', 'Archived at'),
    createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
    updatedAt: column('updated_at', 'datetime', 'Updated at', { filled: true }),
  }
}

/** What people can be asked. */
export const personColumns = (fields: readonly Field[]): Columns => ({
  ...ownColumns(fields),
  changedBy: changedBy('person', fields),
})

const named = { label: 'Name', type: 'text', filled: false } as const

const everybody: Test = sql`true`

/** Of the past, too, those are seen who are seen today. */
const isSeenNow = (sees: Test | undefined): Test =>
  sees ? sql`r.id in (select r.id from person r where ${sees})` : everybody

/** The person of an id, if the asker sees him. */
export const findPerson = (
  { kysely }: Connections,
  id: string,
  { fields, sees }: Pick<Wanted, 'fields' | 'sees'>,
): Promise<PersonRow | undefined> =>
  kysely
    .selectFrom('person as r')
    .selectAll()
    .select(nameOf('r', fields).as('called'))
    .where(
      'r.id',
      '=',
      sql<string>`coalesce((select gone.merged_into from person gone where gone.id = ${id}), ${id}::uuid)`,
    )
    .where(sees ?? everybody)
    .executeTakeFirst()

/** What people of some ids are called; the id of whoever became part of another is answered by that one's name. */
export async function findNames(
  { kysely }: Pick<Connections, 'kysely'>,
  ids: readonly string[],
  { fields, sees }: Pick<Wanted, 'fields' | 'sees'>,
): Promise<readonly { readonly id: string; readonly name: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select gone.id, ${nameOf('r', fields)} as name
      from person gone join person r on r.id = coalesce(gone.merged_into, gone.id)
     where gone.id = any(${ids}::uuid[]) and ${sees ?? everybody}`.execute(kysely)
  return rows
}

/** Who became part of a person, the last first. */
export async function mergedInto(
  { pool }: Pick<Connections, 'pool'>,
  personId: string,
): Promise<readonly MergedRow[]> {
  const { rows } = await pool.query<MergedRow>(
    `select m.id, m.from_id, gone.username, m.actor, m.at, m.run_id
       from person_merge m join person gone on gone.id = m.from_id
      where m.into_id = $1 and m.split_at is null order by m.at desc`,
    [personId],
  )
  return rows
}

export interface MergedRow {
  readonly id: string
  readonly from_id: string
  readonly username: string
  readonly actor: string
  readonly at: Date
  readonly run_id: string | null
}

/** Whether a person was erased: nothing is left of them but that. */
export async function isErased({ kysely }: Connections, personId: string): Promise<boolean> {
  const erased = kysely.selectFrom('change').select('id').where('object_id', '=', personId)
  return (await erased.where('kind', '=', 'erased').executeTakeFirst()) !== undefined
}
