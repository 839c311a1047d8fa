import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFields } from '../../src/directory/catalogue.ts'
import { columnsOf } from '../../src/directory/erase/found.ts'
import { personal } from '../../src/directory/erase/personal.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { notPersonal } from './not-personal.ts'

let db: FreshDatabase
/** What can hold anything that somebody wrote or a vendor sent. */
let written: readonly string[] = []
let declared: readonly string[] = []
beforeAll(async () => {
  db = await freshDatabase()
  const { rows } = await db.pool.query<{ column: string }>(
    `select c.relname || '.' || a.attname as column
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attgenerated = ''
        and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype)`,
  )
  written = rows.map(({ column }) => column)
  const places = personal((await readFields(db.pool)).map(({ key }) => key))
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
