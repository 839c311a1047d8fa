import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { dataModel, joins } from './describe.ts'
import { queries } from './queries.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

const columnsOf = async () => {
  const { rows } = await db.pool.query<{ column: string; type: string; says: string | null }>(
    `select c.relname || '.' || a.attname as column, format_type(a.atttypid, null) as type, col_description(c.oid, a.attnum) as says
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  )
  return rows
}
const ask = (title: string) =>
  db.pool.query(queries.find((query) => query.title === title)?.sql ?? '').then(({ rows }) => rows)

describe('the page about the data model', () => {
  it('is what the database says; "npm run data-model" writes it anew', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/data-model.md'), 'utf8')
    expect(page).toBe(await dataModel(db.pool))
  })

  it('leaves no column of its tables untold', async () => {
    const columns = await columnsOf()
    const tables = new Set(
      columns.filter(({ says }) => says !== null).map(({ column }) => column.split('.')[0]),
    )
    expect(tables.size).toBeGreaterThan(8)
    expect(columns.filter(({ column, says }) => says === null && tables.has(column.split('.')[0]))).toEqual(
      [],
    )
  })

  it.each(joins)('joins %s to %s, which are there and of one type', async (from, to) => {
    const columns = await columnsOf()
    const typeOf = (name: string) => columns.find(({ column }) => column === name)?.type
    expect(typeOf(from)).toBeDefined()
    expect(typeOf(from)).toBe(typeOf(to))
  })

  it.each(queries)('answers: $title', async ({ sql }) => {
    await expect(db.pool.query(sql)).resolves.toBeDefined()
  })
})

it('as of a date is told what was then, whatever came later', async () => {
  await db.pool.query(`
    insert into person (id, username, email, department, archived_at, created_at) values
      ('00000000-0000-7000-8000-000000000001', 'moved', '1@example.com', 'Sales', null, '2026-01-01'),
      ('00000000-0000-7000-8000-000000000002', 'stayed', '2@example.com', 'Legal', null, '2026-01-01'),
      ('00000000-0000-7000-8000-000000000003', 'left', '3@example.com', 'Legal', '2026-05-01', '2026-01-01'),
      ('00000000-0000-7000-8000-000000000004', 'away', '4@example.com', 'Legal', null, '2026-01-01'),
      ('00000000-0000-7000-8000-000000000005', 'later', '5@example.com', 'Legal', null, '2026-04-01');
    insert into change (object, object_id, kind, field, before, after, actor, at) values
      ('person', '00000000-0000-7000-8000-000000000001', 'updated', 'department', '"Support"', '"Research"', 'ada', '2026-03-31T23:59Z'),
      ('person', '00000000-0000-7000-8000-000000000001', 'updated', 'department', '"Research"', '"Product"', 'ada', '2026-04-01T00:00Z'),
      ('person', '00000000-0000-7000-8000-000000000001', 'updated', 'department', '"Product"', '"Sales"', 'ada', '2026-06-01'),
      ('person', '00000000-0000-7000-8000-000000000003', 'archived', null, null, null, 'ada', '2026-05-01'),
      ('person', '00000000-0000-7000-8000-000000000004', 'archived', null, null, null, 'ada', '2026-02-01'),
      ('person', '00000000-0000-7000-8000-000000000004', 'restored', null, null, null, 'ada', '2026-05-01')`)
  expect(await ask('The department of everybody as of a date')).toEqual([
    { username: 'left', department: 'Legal' },
    { username: 'moved', department: 'Research' },
    { username: 'stayed', department: 'Legal' },
  ])
})

it('unused seats are told as the product tells them', async () => {
  await db.pool.query(`
    insert into saas_application (id, vendor, seats, seat_price, price_period, currency) values
      ('00000000-0000-7000-8000-00000000000a', 'planhat', 10, 2.5, 'month', 'EUR'), ('00000000-0000-7000-8000-00000000000b', 'silent', 10, 2.5, 'month', 'EUR');
    insert into saas_user (application_id, vendor_id, active, gone_at) select '00000000-0000-7000-8000-00000000000a', n::text, n < 4, case when n = 9 then now() end from generate_series(1, 9) n;
    insert into saas_user (application_id, vendor_id, active) values ('00000000-0000-7000-8000-00000000000b', '1', null)`)
  expect(await ask('Unused seats, and what inactive accounts cost')).toEqual([
    expect.objectContaining({
      vendor: 'planhat',
      active: 3,
      inactive: 5,
      unused_seats: 7,
      inactive_cost: '12.5000',
    }),
  ])
})
