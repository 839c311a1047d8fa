import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFields } from '../../src/directory/catalogue.ts'
import { columnsOf, type Personal } from '../../src/directory/erase/found.ts'
import { personal } from '../../src/directory/erase/personal.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { bareColumns } from './bare-columns.ts'
import { notPersonal } from './not-personal.ts'

let db: FreshDatabase
/** What can hold anything that somebody wrote or a vendor sent. */
let written: readonly string[] = []
let declared: readonly string[] = []
let places: readonly Personal[] = []
beforeAll(async () => {
  db = await freshDatabase()
  const { rows } = await db.pool.query<{ column: string }>(
    `select c.relname || '.' || a.attname as column
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attgenerated = ''
        and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype)`,
  )
  written = rows.map(({ column }) => column)
  places = personal((await readFields(db.pool)).map(({ key }) => key))
  declared = places.flatMap((place) => columnsOf(place).map((column) => `${place.table}.${column}`))
})
afterAll(() => db.close())

const spared = Object.entries(notPersonal).flatMap(([table, columns]) =>
  columns.split(' ').map((column) => `${table}.${column}`),
)

it('every column of text or JSON is declared as one in which a person may stand, or as one in which none does', () => {
  const known = new Set([...declared, ...spared])
  expect(written.filter((column) => !known.has(column))).toEqual([])
})

it('and is there, and not both', () => {
  expect(spared.filter((column) => !written.includes(column) || declared.includes(column))).toEqual([])
})

it('and the SQL that finds somebody in a table names each of its columns by the table', async () => {
  const { rows } = await db.pool.query<{ table: string; columns: string[] }>(
    `select table_name as "table", array_agg(column_name::text) as columns
       from information_schema.columns where table_schema = 'public' group by 1`,
  )
  const columns = new Map(rows.map((row) => [row.table, row.columns]))
  const bare = places.flatMap((place) =>
    bareColumns(sqlOf(place), columns.get(place.table) ?? []).map((column) => `${place.table}.${column}`),
  )
  expect(bare).toEqual([])
})

function sqlOf(place: Personal): string {
  const { from, where } = place.found(place.table)
  return [from, where, ...('becomes' in place ? Object.values(place.becomes) : [])].join('\n')
}

it.each([
  [`strpos(lower(concat_ws(' ', name, view.words->>'name')), 'name') > 0`, ['name']],
  [`exists (select from owner_name o where o.name = "name"::text)`, ['name']],
  [`view.name like any (array(select o.name from owner_name o))`, []],
])('in %s that are %j', (sql, bare) => {
  expect(bareColumns(sql, ['name', 'words'])).toEqual(bare)
})
