import { beforeAll, describe, expect, it } from 'vitest'
import { type ListedRecord, named, planhat } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { applyPlanned, planList, takeList } from '../../test/directory/plans.ts'
import { newSource, readAccounts, readHistory, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import { inTransaction } from '../db/transaction.ts'
import type { JsonObject } from '../lib/value.ts'
import { createField } from './catalogue.ts'
import { fieldTypes } from './field.ts'

const database = freshDirectory()
beforeAll(() =>
  inTransaction(database.pool, async (client) => {
    for (const type of fieldTypes)
      await createField(client, { label: `A ${type}`, type, options: type === 'choice' ? ['S', `"M"'`] : [] })
    // Words that our own SQL uses as names of columns.
    for (const label of [
      'Found',
      'Number',
      'Reason',
      'Disagree',
      'Values',
      'Key',
      'Standing',
      'Linked',
      'Account',
    ])
      await createField(client, { label, type: 'text', unique: true })
  }),
)

const updated = (field: string, before: unknown, after: unknown) => ({
  object: 'person',
  kind: 'updated',
  field,
  before,
  after,
})

/** Every index and constraint, as PostgreSQL would write it. */
async function indexes(): Promise<unknown[]> {
  const { rows } = await database.pool.query(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as index, pg_get_constraintdef(c.oid) as rule
      from pg_index left join pg_constraint c on conindid = indexrelid and conrelid = indrelid
     where indrelid = any('{person, saas_user, source_record, change}'::regclass[]) order by 1`)
  return rows
}

it('the very first load leaves every index and rule as it was', async () => {
  const before = await indexes()
  const many = Array.from({ length: 5000 }, (_, at) => ({
    id: `${at}`,
    row: named(at === 0 ? 'ada' : `n${at}`),
  }))
  await takeList(database.pool, many, { application: planhat })
  expect(await indexes()).toEqual(before)
  const twin = `insert into person (username, email) values ('ADA', 'other@muster.test')`
  await expect(database.pool.query(twin)).rejects.toThrow('person_username_unique')
})

describe('people', () => {
  it('are created with one row of history, and a second identical run changes nothing', async () => {
    const { pool } = database
    const list = [{ id: '1', row: named('ada', { title: 'Countess' }) }]
    const first = await takeList(pool, list)
    expect(await readPeople(pool)).toEqual({
      ada: { email: 'ada@muster.test', title: 'Countess', role: 'employee' },
    })
    expect(await readHistory(pool, first)).toMatchObject([
      { object: 'person', kind: 'created', field: null, before: null, after: list[0]?.row },
    ])
    const second = await takeList(pool, list)
    expect(endings(second)).toEqual({})
    expect(await readHistory(pool, second)).toEqual([])
  })

  it('have one row of history for each changed field', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada', { title: 'Miss', phone: '1' }) }])
    const planned = await takeList(pool, [
      { id: '1', row: named('ada', { title: 'Countess', phone: null, location: 'Ockham' }) },
    ])
    expect(planned.outcomes[0]?.changes).toEqual({
      title: ['Miss', 'Countess'],
      phone: ['1', null],
      location: [null, 'Ockham'],
    })
    const history = await readHistory(pool, planned)
    expect(history.toSorted((a, b) => String(a.field).localeCompare(String(b.field)))).toEqual([
      updated('location', null, 'Ockham'),
      updated('phone', '1', null),
      updated('title', 'Miss', 'Countess'),
    ])
  })

  it('get what is the same for a whole run only along with another change', async () => {
    const { pool } = database
    const list = (title: string, at: string) => [
      { id: '1', row: named('ada', { title }), volatile: { a_datetime: at } },
    ]
    await takeList(pool, list('Miss', '2026-01-01T00:00:00.000Z'))
    expect(endings(await takeList(pool, list('Miss', '2026-01-02T00:00:00.000Z')))).toEqual({})
    expect((await readPeople(pool)).ada).toMatchObject({ a_datetime: '2026-01-01T00:00:00+00:00' })
    const changed = await takeList(pool, list('Countess', '2026-01-03T00:00:00.000Z'))
    expect((await readPeople(pool)).ada).toMatchObject({ a_datetime: '2026-01-03T00:00:00+00:00' })
    expect((await readHistory(pool, changed)).map(({ field }) => field)).toEqual(['title'])
  })

  it.each([
    `O'Neill`,
    `"quoted" \\ back\\\\slash`,
    `100 % of $1 $$ {} [null]`,
    `'); drop table person; --`,
    'line\nbreak\ttab',
    '𝒜́ 漢字 Ⅷ',
    'null',
    '__proto__',
  ])('keep %j as it is', async (text) => {
    const { pool } = database
    await takeList(pool, [{ id: text, row: { username: text, email: `${text}@x`, title: text } }], {
      application: { vendor: text, instance: text },
    })
    expect(await readPeople(pool)).toMatchObject({ [text]: { title: text, email: `${text}@x` } })
    const again = await planList(pool, [{ id: text, row: { username: text, title: `${text}!` } }])
    expect(again.outcomes[0]?.changes).toEqual({ title: [text, `${text}!`] })
  })

  it('have fields that are called like anything', async () => {
    const { pool } = database
    const row = (value: string): JsonObject =>
      named('ada', { found: value, number: value, reason: value, values: value, key: value, account: value })
    const options = { syncKeys: ['found', 'number', 'reason', 'key', 'username'], application: planhat }
    await takeList(pool, [{ id: '1', row: row('x') }], options)
    const planned = await takeList(pool, [{ id: '1', row: row('y') }], options)
    expect(endings(planned)).toEqual({ 1: 'updated' })
    expect((await readPeople(pool)).ada).toMatchObject({ found: 'y', values: 'y', account: 'y' })
  })
})

describe('a field of every type', () => {
  // What the mapping says, and how the database says it.
  const first: JsonObject = {
    a_text: 'a',
    a_long_text: 'b'.repeat(1024),
    a_email: 'A@muster.test',
    a_integer: 9007199254740991,
    a_decimal: 0.1,
    a_boolean: false,
    a_date: '2024-02-29',
    a_datetime: '2026-01-01T00:00:00.123Z',
    a_choice: 'S',
  }
  const second: JsonObject = {
    ...first,
    a_text: '',
    a_integer: -1,
    a_decimal: 1e21,
    a_boolean: true,
    a_date: '0001-01-01',
    a_datetime: '1969-12-31T23:59:59.000Z',
    a_choice: `"M"'`,
  }

  it('is written, seen as unchanged, changed and emptied without loss', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada', first) }])
    expect((await readPeople(pool)).ada).toMatchObject({
      ...first,
      a_datetime: '2026-01-01T00:00:00.123+00:00',
    })
    expect(endings(await planList(pool, [{ id: '1', row: named('ada', first) }]))).toEqual({})

    const changed = await takeList(pool, [{ id: '1', row: named('ada', second) }])
    expect(changed.outcomes[0]?.changes).toEqual({
      a_text: ['a', ''],
      a_integer: [9007199254740991, -1],
      a_decimal: [0.1, 1e21],
      a_boolean: [false, true],
      a_date: ['2024-02-29', '0001-01-01'],
      a_datetime: ['2026-01-01T00:00:00.123+00:00', '1969-12-31T23:59:59+00:00'],
      a_choice: ['S', `"M"'`],
    })
    expect(await readHistory(pool, changed)).toHaveLength(7)
    expect(endings(await planList(pool, [{ id: '1', row: named('ada', second) }]))).toEqual({})

    const nothing = Object.fromEntries(Object.keys(first).map((key) => [key, null]))
    await takeList(pool, [{ id: '1', row: named('ada', nothing) }])
    expect((await readPeople(pool)).ada).toEqual({ email: 'ada@muster.test', role: 'employee' })
    expect(endings(await planList(pool, [{ id: '1', row: named('ada', nothing) }]))).toEqual({})
  })
})

describe('SaaS users', () => {
  const list = (more: Partial<ListedRecord> = {}): ListedRecord[] => [{ id: '1', row: named('ada'), ...more }]
  const ofPlanhat = { application: planhat }

  it('come with the person, and no application means none', async () => {
    const { pool } = database
    await takeList(pool, list())
    expect(await readAccounts(pool)).toEqual({})
    const planned = await takeList(pool, list({ role: 'Admin', active: true }), ofPlanhat)
    expect(planned.outcomes).toMatchObject([{ kind: 'updated', changes: null, account: { created: true } }])
    expect(await readAccounts(pool)).toEqual({ 1: { person: 'ada', role: 'Admin', active: true } })
  })

  it('change role and standing with history; what is not said stays', async () => {
    const { pool } = database
    await takeList(pool, list({ role: 'Admin', active: true }), ofPlanhat)
    const left = await takeList(pool, list({ active: false }), ofPlanhat)
    expect(left.outcomes).toMatchObject([{ kind: 'updated', account: { active: [true, false] } }])
    expect(await readHistory(pool, left)).toEqual([
      { object: 'saas_user', kind: 'updated', field: 'active', before: true, after: false },
    ])
    const noRole = await takeList(pool, list({ role: '', active: false }), ofPlanhat)
    expect(noRole.outcomes).toMatchObject([{ account: { role: ['Admin', null] } }])
    expect(await readAccounts(pool)).toEqual({ 1: { person: 'ada', role: null, active: false } })
    expect(endings(await planList(pool, list({ role: '' }), ofPlanhat))).toEqual({})
  })

  it('of nobody are kept, and get their person later, with history', async () => {
    const { pool } = database
    await takeList(pool, list(), { ...ofPlanhat, preference: 'update' })
    expect(await readAccounts(pool)).toMatchObject({ 1: { person: null } })
    const linked = await takeList(pool, list(), ofPlanhat)
    expect(await readAccounts(pool)).toMatchObject({ 1: { person: 'ada' } })
    expect(await readHistory(pool, linked)).toMatchObject([
      { object: 'person', kind: 'created' },
      { object: 'saas_user', field: 'person', before: null, after: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ])
  })

  it('of an archived person get it with history too', async () => {
    const { pool } = database
    await takeList(pool, list({ active: true }), { ...ofPlanhat, preference: 'update' })
    await takeList(pool, list(), { source: await newSource(pool, 1) })
    await pool.query('update person set archived_at = now()')
    const planned = await takeList(pool, list({ active: false }), ofPlanhat)
    expect(endings(planned)).toEqual({ 1: 'skipped archived' })
    expect(await readAccounts(pool)).toEqual({ 1: { person: 'ada', role: null, active: false } })
    expect((await readHistory(pool, planned)).map(({ field }) => field).toSorted()).toEqual([
      'active',
      'person',
    ])
  })

  it('of two vendors or instances may have one id', async () => {
    const { pool } = database
    for (const instance of ['', 'eu'])
      await takeList(pool, list(), {
        application: { vendor: 'planhat', instance },
        source: await newSource(pool, 1),
      })
    const { rows } = await pool.query('select from saas_user where vendor_id = $1', ['1'])
    expect(rows).toHaveLength(2)
  })
})

describe('an apply', () => {
  it('is undone whole by an error between its steps, and may be tried again', async () => {
    const { pool } = database
    const planned = await planList(pool, [{ id: '1', row: named('ada') }], { application: planhat })
    const cancelled = new Error('cancelled')
    const apply = applyPlanned(pool, planned, async () => Promise.reject(cancelled))
    await expect(apply).rejects.toBe(cancelled)
    expect([await readPeople(pool), await readAccounts(pool), await readHistory(pool, planned)]).toEqual([
      {},
      {},
      [],
    ])
    await applyPlanned(pool, planned)
    expect(Object.keys(await readPeople(pool))).toEqual(['ada'])
  })

  it('takes 55,000 records in two steps, and neither loses nor doubles one', {
    timeout: 120_000,
  }, async () => {
    const { pool } = database
    const list = Array.from({ length: 55_000 }, (_, at) => ({ id: `${at}`, row: named(`user${at}`) }))
    const planned = await planList(pool, list, { application: planhat })
    const progress: number[] = []
    await applyPlanned(pool, planned, async (applied) => void progress.push(applied))
    expect(progress).toEqual([50_000, 55_000])
    const { rows } = await pool.query(
      `select (select count(*) from person) as people, (select count(*) from saas_user u join person p on p.id = u.person_id) as accounts,
              (select count(*) from source_record) as records, (select count(*) from change) as changes`,
    )
    expect(rows).toEqual([{ people: 55_000, accounts: 55_000, records: 55_000, changes: 55_000 }])
  })
})
