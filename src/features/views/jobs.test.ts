import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import { inTransaction } from '../../db/transaction.ts'
import { readFields } from '../../directory/catalogue.ts'
import { lockDirectory } from '../../directory/lock.ts'
import type { Sql } from '../../kit/list/column.ts'
import { fewWith } from '../../kit/list/few-with.ts'
import { countList, readList, wholeList } from '../../kit/list/read-list.ts'
import { bareId } from '../../lib/ids.ts'
import { deviceList } from '../devices/store.ts'
import { peopleList } from '../people/store.ts'
import { tendIndexes } from './jobs.ts'
import type { NewView, ViewAnswer } from './schema.ts'

type View = z.output<typeof ViewAnswer>
type Wanted = Pick<z.input<typeof NewView>, 'words'> & Partial<z.input<typeof NewView>>

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (username, email, first_name, last_name, department, title)
      select 'user ' || n, n || '@example.com', 'First ' || n % 100, nullif('Last ' || n % 1000, 'Last 7'), 'Department ' || n % 20, 'Title ' || n % 7
        from generate_series(1, 25000) n;
    with app as (insert into saas_application (vendor) values ('planhat') returning id)
      insert into saas_user (application_id, vendor_id, label, active) select app.id, 'v' || n, 'Label ' || n, n % 3 = 0 from app, generate_series(1, 25000) n;
    insert into device (name, serial_number, kind) select 'Device ' || n % 900, 's' || n, 'laptop' from generate_series(1, 25000) n;
    analyze person; analyze saas_user; analyze device`)
  await tend()
  always = await indexes()
})
afterAll(() => world.close())

const query = <T extends object>(text: string, values: readonly unknown[] = []) =>
  world.ctx.db.pool.query<T>(text, [...values]).then(({ rows }) => rows)
const keep = async (view: Wanted): Promise<string> => {
  const { status, body } = await world.post<View>('/api/views', {
    list: 'people',
    name: crypto.randomUUID(),
    ...view,
  })
  expect(status).toBe(201)
  return body.id
}
const clear = () => query('delete from view')
const isFast = async (id: string) => (await world.get<View>(`/api/views/${id}`)).body.isFast
const tend = () => tendIndexes(world.ctx)
/** What is there without any view. */
let always: readonly string[] = []
const indexes = async () =>
  (
    await query<{ name: string }>(
      `select relname as name from pg_class where relname like 'list\\_%' and relkind = 'i' and relam = (select oid from pg_am where amname = 'btree')`,
    )
  )
    .map(({ name }) => name)
    .filter((name) => !always.includes(name))

/** How PostgreSQL would read the first rows of people. */
async function planOf(words: { readonly filter?: string; readonly sort?: string; readonly search?: string }) {
  const { db } = world.ctx
  const fields = await readFields(db.pool)
  return explained(
    wholeList(
      peopleList(db, { archived: false, fields, sees: undefined, search: words.search }),
      words,
      db.zone,
    ),
  )
}
async function explained(query: Sql) {
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query} limit 50`.execute(world.ctx.db.kysely)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

describe('a view that somebody looks at is made fast', () => {
  it.each([
    ['by one value and a sort', { filter: 'department eq "Department 3"', sort: '-last_name' }],
    ['by the name', { sort: 'fullName' }],
    [
      'by a rule that is no equality',
      { filter: 'title contains "itle 5" and department eq "Department 3"', sort: 'title' },
    ],
    ['by one of two rules', { filter: 'title eq "Title 1" or title empty', sort: 'updatedAt' }],
  ])('%s', async (_, words) => {
    await clear()
    const id = await keep({ words })
    expect(await isFast(id)).toBe(false)
    await tend()
    expect(await isFast(id)).toBe(true)
    const [name = ''] = await indexes()
    expect(await planOf(words)).toContain(name)
    expect(await planOf(words)).not.toContain('Sort')
  })

  it('and serves those who filter by another value, too', async () => {
    await clear()
    await keep({ words: { filter: 'department eq "Department 3"', sort: 'last_name' } })
    const other = await keep({ words: { filter: 'department eq "Department 4"', sort: 'last_name' } })
    await tend()
    expect([await isFast(other), (await indexes()).length]).toEqual([true, 1])
  })

  it('of SaaS users as well, where its sort is one of the account', async () => {
    await clear()
    const [fast, slow] = [
      await keep({ list: 'saas-users', words: { filter: 'active eq false', sort: 'label' } }),
      await keep({ list: 'saas-users', words: { sort: 'personName' } }),
    ]
    await tend()
    expect([await isFast(fast), await isFast(slow)]).toEqual([true, false])
  })

  it('of hardware, where its sort is none of its owners', async () => {
    await clear()
    const [fast, slow] = [
      await keep({ list: 'devices', words: { filter: 'kind eq "laptop"', sort: '-last_seen' } }),
      await keep({ list: 'devices', words: { sort: 'ownerName' } }),
    ]
    await tend()
    expect([await isFast(fast), await isFast(slow)]).toEqual([true, false])
  })

  it('none where rows are counted, or those of a day are shown', async () => {
    await clear()
    const [grouped, past] = [
      await keep({ words: { sort: 'title', group: 'department' } }),
      await keep({ words: { sort: 'title', asOf: '2026-01-31' } }),
    ]
    await tend()
    expect([await isFast(grouped), await isFast(past), await indexes()]).toEqual([false, false, []])
  })

  it('eight of a list at the most, those of everybody first', async () => {
    await clear()
    const sorts = [
      'email',
      'title',
      'department',
      'location',
      'phone',
      'manager',
      'start_date',
      'end_date',
      'createdAt',
    ]
    const own = []
    for (const sort of sorts) own.push(await keep({ words: { sort } }))
    const [first = ''] = own
    await query(`update view set reach = 'everyone' where id = $1`, [bareId('viw', first)])
    await tend()
    expect(await indexes()).toHaveLength(8)
    expect(await isFast(first)).toBe(true)
  })

  it('until nobody looks at it for thirty days; looking again brings the index back', async () => {
    await clear()
    const id = await keep({ words: { sort: 'title' } })
    await tend()
    await query('update view set used_on = current_date - 31')
    await tend()
    expect(await indexes()).toEqual([])
    expect(await isFast(id)).toBe(false)
    await tend()
    expect(await isFast(id)).toBe(true)
  })
})

it('looking at a view is written down once a day', async () => {
  await clear()
  const id = await keep({ words: { sort: 'title' } })
  const version = async () => (await query<{ xmin: string }>('select xmin::text from view'))[0]?.xmin
  await query('update view set used_on = current_date - 1')
  const before = await version()
  await world.get(`/api/views/${id}`)
  const after = await version()
  await world.get(`/api/views/${id}`)
  expect([after === before, await version()]).toEqual([false, after])
})

it('what an interrupted build left is cleared away and built again', async () => {
  await clear()
  await keep({ words: { sort: 'title' } })
  await tend()
  const [name = ''] = await indexes()
  await query(`update pg_index set indisvalid = false where indexrelid = $1::regclass`, [name])
  await tend()
  expect(await query('select indisvalid from pg_index where indexrelid = $1::regclass', [name])).toEqual([
    { indisvalid: true },
  ])
})

it('no index is begun while a plan is being applied', async () => {
  await clear()
  const id = await keep({ words: { sort: 'location' } })
  await inTransaction(world.ctx.db.pool, async (client) => {
    await lockDirectory(client)
    await tend()
  })
  expect(await isFast(id)).toBe(false)
  await tend()
  expect(await isFast(id)).toBe(true)
})

it('people have one by their names, the archived among them, by which SaaS users are sorted, and one by username', async () => {
  const rows = await query<{ indexdef: string }>(
    `select indexdef from pg_indexes where indexname = any($1) order by length(indexdef) desc`,
    [always],
  )
  expect(rows.map(({ indexdef }) => indexdef)).toEqual([
    expect.stringMatching(/ON public\.person USING btree \(\(\(folded\(COALESCE\(.*first_name.*, id\)$/),
    expect.stringMatching(/ON public\.person USING btree \(\(\(folded\(username\)\)::.*\(100\)\) .*, id\)$/),
  ])
})

it('whatever text is written, no index refuses it, and rows that begin alike stand together', async () => {
  await clear()
  const { body: field } = await world.post<{ key: string }>('/api/fields', {
    label: 'Notes',
    type: 'long_text',
  })
  await keep({ words: { sort: field.key } })
  await keep({ words: { sort: `title,department,lastName,firstName,${field.key}`.replaceAll('N', '_n') } })
  await keep({ list: 'saas-users', words: { sort: 'role,label' } })
  await tend()
  expect(await indexes()).toHaveLength(3)
  const [{ id } = { id: '' }] = await query<{ id: string }>(
    `select public_id('per', id) as id from person limit 1`,
  )
  const letters = (count: number) =>
    Array.from({ length: count }, () =>
      String.fromCodePoint(0x20000 + Math.floor(Math.random() * 40_000)),
    ).join('')
  const texts = {
    title: letters(256),
    department: letters(256),
    last_name: letters(256),
    first_name: letters(256),
  }
  const notes = letters(1024)
  const values = { ...texts, [field.key]: notes }
  expect(await world.patch(`/api/people/${id}`, { values })).toMatchObject({ status: 200, body: { values } })
  await query('update saas_user set role = $1, label = $1 where vendor_id = $2', [letters(5000), 'v7'])

  const alike = notes.slice(0, 300)
  await query(`update person set ${field.key} = $1 || username where username in ('user 20', 'user 10')`, [
    alike,
  ])
  const { body } = await world.get<{ items: { values: { username: string } }[] }>(
    `/api/people?sort=${field.key}&limit=3`,
  )
  const names = body.items.map(({ values: { username } }) => username)
  expect(names).toEqual(expect.arrayContaining(['user 10', 'user 20']))
  const filter = encodeURIComponent(`${field.key} eq "${alike}USER 20"`)
  const { body: found } = await world.get<{ items: { values: { username: string } }[] }>(
    `/api/people?filter=${filter}`,
  )
  expect(found.items.map(({ values: { username } }) => username)).toEqual(['user 20'])
})

it('hardware that is searched is found by an index, too', async () => {
  await tend()
  const fields = await readFields(world.ctx.db.pool, 'device')
  const search = deviceList(
    { fields, peopleFields: [], sees: undefined },
    { archived: false, search: 's2499' },
  )
  expect(await explained(wholeList(search, {}, world.ctx.zone))).toContain('Bitmap Index Scan on list_')
})

it.each(['user 2499', 'zq'])('what is searched is found by an index: %s', async (search) => {
  await tend()
  expect(await planOf({ search })).toContain('Bitmap Index Scan on list_')
})

describe('rows that have a part of a text are looked up where they are few', () => {
  const fields = () => readFields(world.ctx.db.pool)
  const people = async () =>
    peopleList(world.ctx.db, { archived: false, fields: await fields(), sees: undefined })
  const few = async (filter: string) => {
    const { kysely } = world.ctx.db
    return fewWith(kysely, (await people()).indexed, filter)
  }

  it.each([
    'email contains "24999@"',
    'fullName contains "last 77"',
    'username contains "USER 249" and department eq "Department 3"',
    'department eq "Department 17" and (last_name contains "477" and email contains "2477@")',
  ])('%s', async (filter) => {
    expect(await few(filter)).toHaveLength(1)
    const list = await people()
    const { rows } = await wholeList(list, { filter }, world.ctx.db.zone).execute(world.ctx.db.kysely)
    expect(rows.length).toBeGreaterThan(0)
    const { items } = await readList(world.ctx.db, list, { filter, limit: 500 })
    expect(items.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect((await countList(world.ctx.db, list, filter)).count).toBe(rows.length)
  })

  it.each([
    ['nearly everybody has it', 'email contains "example"'],
    ['nobody must have it', 'email not contains "24999"'],
    ['another rule may be true instead', 'email contains "24999" or title eq "Title 1"'],
    ['the index has no groups of three letters of it', 'email contains "9@"'],
    ['the index has another text', 'title contains "itle 5"'],
  ])('and not where %s', async (_, filter) => {
    expect(await few(filter)).toEqual([])
  })

  it.each([
    ['people', {}, 'fullName contains "first 77 last 777"', 'username'],
    ['people', { hiddenFields: ['first_name'] }, 'fullName contains "LAST 777"', 'username'],
    [
      'people',
      { filter: { field: 'department', anyOf: ['Department 3'] } },
      'email contains "248"',
      'username',
    ],
    ['devices', {}, 'name contains "vice 77" and serial_number contains "S77"', 'serial_number'],
    ['devices', { hiddenFields: ['email'] }, 'serial_number contains "s249"', 'serial_number'],
    ['saas-users', {}, 'label contains "BEL 2499"', 'vendorId'],
    ['saas-users', { hiddenFields: ['email'] }, 'vendorId contains "V249"', 'vendorId'],
  ])(
    'and of %s, seen as %j, as many are counted and listed as are exported: %s',
    async (list, limits, filter, by) => {
      const caller = world.seeing(limits)
      const asked = `filter=${encodeURIComponent(filter)}`
      const exported = await caller.get<string>(`/api/${list}/export?columns=${by}&${asked}`)
      const lines = exported.body.trim().split('\r\n').length - 1
      expect(lines).toBeGreaterThan(0)
      const { body } = await caller.get<{ items: unknown[] }>(`/api/${list}?limit=200&sort=${by}&${asked}`)
      const { body: counted } = await caller.get<{ count: number }>(`/api/${list}/count?${asked}`)
      expect([body.items.length, counted.count]).toEqual([lines, lines])
    },
  )

  it('nor before there is the index', async () => {
    const [{ name } = { name: '' }] = await query<{ name: string }>(
      `select indexname as name from pg_indexes where tablename = 'person' and indexdef like '%USING gin%'`,
    )
    await query(`drop index ${name}`)
    expect(await few('email contains "24999@"')).toEqual([])
    await tend()
    expect(await few('email contains "24999@"')).toHaveLength(1)
  })
})
