import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { fieldsTold, objectsThen, objectThen, type Past, toldOf, wasMerged } from '../../directory/as-of.ts'
import type { Field } from '../../directory/field.ts'
import type { Pasted } from '../../directory/sql.ts'
import { type Columns, column, keysOf, type Sql, type Test } from '../../kit/list/column.ts'
import { hasText } from '../../kit/list/has-text.ts'
import type { List } from '../../kit/list/read-list.ts'
import { changedBy } from '../../kit/record/changed-by.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { fieldColumns } from '../../kit/record/field-columns.ts'
import { accountsMade, changeSql, history } from '../../kit/record/history.ts'

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

/** What an actor may know of people: these fields, of those for whom the test is true; undefined: of everybody. */
export interface Sight {
  readonly fields: readonly Field[]
  readonly sees: Test | undefined
  /** Whether every field is shown that people are known by: what vendors call their accounts is one of these, too. */
  readonly names: boolean
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
export function peopleList(
  { kysely }: Connections,
  { search = '', archived, fields, sees, past }: Wanted,
): List<PersonRow> {
  const order = fields.some(({ key }) => key === 'username') ? 'username' : 'fullName'
  const rest = { columns: personColumns(fields), order, ties: ['id'] }
  if (past) {
    const isWanted = sql`r.archived_at is ${archived ? sql`not null` : sql`null`} and ${isSeenNow(sees)}
      and ${archived ? sql`not ${wasMerged(sql`r.id`, past)}` : everybody} and ${search === '' ? everybody : matches('r', search, fields)}`
    const named = sql`select r.*, ${nameOf('r', fields)} as called`
    const queries = (only?: readonly string[]) =>
      objectsThen('person', past, only).map(
        (part) => sql<PersonRow>`${named} from (${part}) r where ${isWanted}`,
      )
    const finding = {
      parts: (names: readonly string[]) =>
        queries(fieldsTold([...names, ...(search === '' ? [] : ['fullName', 'email'])], made, toldOf(past))),
      row: ([id]: readonly Sql[]) =>
        sql<PersonRow>`${named} from (${objectThen('person', id ?? sql`null`, past)}) r`,
    }
    return { ...rest, parts: queries(), finding }
  }
  const people = kysely
    .selectFrom('person as r')
    .selectAll()
    .select(nameOf('r', fields).as('called'))
    .where(sees ?? everybody)
    .where('archived_at', archived ? 'is not' : 'is', null)
    .$if(archived, (query) => query.where('merged_into', 'is', null))
    .$if(search !== '', (query) => query.where(matches('r', search, fields)))
  return { ...rest, parts: [people], isLarge: true }
}

/** What columns are made of that are no fields; what never changes, and what history tells of all, of none. */
const made = {
  fullName: ['first_name', 'last_name', 'display_name', 'username'],
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

/** What people of a table or alias are called: by their names, else by what tells them apart. */
export function nameOf(table: string, fields: readonly Pick<Field, 'key'>[]): Sql<string | null> {
  const known = knownOf(table, fields)
  return sql`coalesce(${wholeName(known)}, ${known('display_name')}, ${known('username')})`
}

type Known = (key: string) => Sql

/** A field that may be known; another is as if it were empty. */
const knownOf =
  (table: string, fields: readonly Pick<Field, 'key'>[]): Known =>
  (key) =>
    fields.some((field) => field.key === key) ? sql.ref(`${table}.${key}`) : sql`null::text`

// Of operators that an index can be built on, which `concat_ws` is not.
const wholeName = (known: Known): Sql =>
  sql`${known('first_name')} || ' ' || ${known('last_name')}, ${known('first_name')}, ${known('last_name')}`

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

/** The fields that what people are called is made of. */
export const namedBy = ['first_name', 'last_name', 'display_name', 'username']

/** The fields that people are known by. */
export const searched = ['username', 'email', 'first_name', 'last_name', 'display_name']

/** Everything that people are known by: what is searched, in one text that an index can be built on. */
export function searchedText(table: string, fields: readonly Pick<Field, 'key'>[]): Sql<string> {
  const known = knownOf(table, fields)
  const texts = [known('username'), known('email'), sql`coalesce(${wholeName(known)})`, known('display_name')]
  return sql`(${sql.join(
    texts.map((text) => sql`coalesce(${text}, '')`),
    sql` || e'\\n' || `,
  )})`
}

/** Whether one of the fields that people are known by, or the whole name, has a text in it. */
export function matches(table: string, search: string, fields: readonly Field[]): Test {
  const all = searched.map((key) => ({ key }))
  const found = hasText(searchedText(table, all), search)
  if (searched.every((key) => fields.some((field) => field.key === key))) return found
  return sql`(${found} and ${hasText(searchedText(table, fields), search)})`
}

const everybody: Test = sql`true`

/** Of the past, too, those are seen who are seen today. */
const isSeenNow = (sees: Test | undefined): Test =>
  sees ? sql`r.id in (select r.id from person r where ${sees})` : everybody

/** Whether a person's id in another table is that of somebody the asker sees. */
export const isOfSeen = (personId: Pasted, sees: Test | undefined): Test =>
  sees ? sql`exists (select from person r where r.id = ${sql.ref(personId)} and ${sees})` : everybody

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

const hiddenNames = (fields: readonly Pick<Field, 'key'>[]) =>
  ['username', 'email'].filter((name) => !fields.some(({ key }) => key === name))

/** Whether a field is hidden by which others name somebody. */
export const hidesNames = (fields: readonly Pick<Field, 'key'>[]): boolean => hiddenNames(fields).length > 0

/** Whether a key of a text (a column) is that of a username or address that somebody has and that is hidden. */
export function isHiddenName(key: Pasted, fields: readonly Pick<Field, 'key'>[]): Test {
  const tests = hiddenNames(fields).map(
    (name) => sql`exists (select from person p where ${sql.ref(`p.${name}_key`)} = ${sql.ref(key)})`,
  )
  return tests.length === 0 ? sql`false` : sql`(${sql.join(tests, sql` or `)})`
}

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

/** The accounts of a person, by application. */
export function saasUsersOf({ kysely }: Connections, personId: string) {
  return kysely
    .selectFrom('saas_user as u')
    .innerJoin('saas_application as a', 'a.id', 'u.application_id')
    .select(['u.id', 'a.vendor', 'a.instance', 'u.vendor_id', 'u.label', 'u.role', 'u.active'])
    .select(['u.gone_at', 'u.unmaintained_at', 'u.linked_by_hand'])
    .where('u.person_id', '=', personId)
    .orderBy('a.vendor')
    .orderBy('a.instance')
    .orderBy('u.vendor_id')
    .execute()
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

/** The history of a person and of the accounts that are theirs, without these fields, the newest first. */
export function changesOfPerson(
  personId: string,
  { hidden, names }: { readonly hidden: readonly string[]; readonly names: boolean },
): List<ChangeRow> {
  // In one list: of two tests with "or" between them, neither would be looked up.
  const theirs = sql`(select ${personId}::uuid union all select gone.id from person gone where gone.merged_into = ${personId}
    union all select u.id from saas_user u where u.person_id = ${personId})`
  const changes = sql<ChangeRow>`
    select ${sql.raw(changeSql)}, case when object = 'person' then nullif(object_id, ${personId}::uuid) end as merged_from
      from change
     where object_id in ${theirs} and not (object = 'person' and field = any(${[...hidden]}::text[])) is true
       ${names ? sql`` : sql`and not (object = 'saas_user' and field = 'label') is true`}`
  return history(changes, accountsMade(sql`u.person_id = ${personId}`))
}

export type SaasUserOfPerson = Awaited<ReturnType<typeof saasUsersOf>>[number]
