import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { type ListedRecord, type ListOptions, named } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { planList, takeList, undo } from '../../test/directory/plans.ts'
import { emptyDirectory, newSource, readHistory } from '../../test/directory/tables.ts'
import { inTransaction } from '../db/transaction.ts'
import { erasePerson } from './erase/erase.ts'

let database: FreshDatabase
let pool: Pool
beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool
})
afterAll(() => database.close())
beforeEach(() => emptyDirectory(pool))

const options: ListOptions = { object: 'device', software: true }

const laptop = (at: number, more: Partial<ListedRecord> = {}): ListedRecord => ({
  id: `host-${at}`,
  row: { name: `laptop-${at}`, serial_number: `C02-${at}`, model: 'MacBook Air', owner: 'ada@muster.test' },
  software: [
    ['Firefox', '131.0', 'Mozilla'],
    ['Slack', '4.40', 'Slack'],
  ],
  ...more,
})

async function devices() {
  const { rows } = await pool.query<{ name: string; model: string | null; archived: boolean }>(
    'select name, model, archived_at is not null as archived from device order by name',
  )
  return rows
}

async function installed() {
  const { rows } = await pool.query<{ told: string }>(
    `select d.name || ' ' || s.name || ' ' || i.version as told
       from installation i join device d on d.id = i.device_id join software s on s.id = i.software_id
      where i.gone_at is null order by 1`,
  )
  return rows.map(({ told }) => told)
}

it('are made, found again by serial number in any case of letters, and changed field by field', async () => {
  const first = await takeList(pool, [laptop(1), laptop(2)], options)
  expect(endings(first)).toEqual({ 'host-1': 'created', 'host-2': 'created' })
  await pool.query('delete from source_record')
  const moved = { id: 'host-9', row: { name: 'laptop-1', serial_number: 'c02-1', model: 'MacBook Pro' } }
  const second = await takeList(pool, [moved], options)
  expect(second.outcomes).toMatchObject([
    {
      kind: 'updated',
      changes: { model: ['MacBook Air', 'MacBook Pro'], serial_number: ['C02-1', 'c02-1'] },
    },
  ])
  expect(await devices()).toMatchObject([{ model: 'MacBook Pro' }, { model: 'MacBook Air' }])
  expect(await readHistory(pool, second)).toContainEqual({
    object: 'device',
    kind: 'updated',
    field: 'model',
    before: 'MacBook Air',
    after: 'MacBook Pro',
  })
})

it('leave people of the same keys alone, and are left alone by them', async () => {
  await takeList(pool, [{ id: 'p1', row: named('ada', { title: 'Engineer' }) }], {})
  await takeList(pool, [laptop(1, { row: { name: 'ada', serial_number: 'ada' } })], options)
  const { rows } = await pool.query('select count(*) as count from person')
  expect([rows[0]?.count, (await devices()).length]).toEqual([1, 1])
})

it('with the serial number of another fail by themselves, with the name of who has it', async () => {
  await takeList(pool, [laptop(1)], options)
  await pool.query(`update source_record set "row" = "row" - 'serial_number'`)
  const twin = laptop(2, { row: { name: 'laptop-2', serial_number: 'C02-2', asset_tag: 'A1' } })
  await takeList(pool, [twin], options)
  const clash = laptop(3, { row: { name: 'laptop-3', serial_number: 'C02-3', asset_tag: 'a1' } })
  const { outcomes } = await planList(pool, [clash], options)
  expect(outcomes).toMatchObject([
    {
      kind: 'failed',
      reason: 'taken',
      problems: [{ field: 'Asset tag', message: '"a1" already belongs to laptop-2' }],
    },
  ])
})

it('keep their software: new, another version, removed, each counted in the plan', async () => {
  await takeList(pool, [laptop(1), laptop(2, { software: [] })], options)
  expect(await installed()).toEqual(['laptop-1 Firefox 131.0', 'laptop-1 Slack 4.40'])
  const next = [laptop(1, { software: [['Firefox', '132.0', 'Mozilla']] }), laptop(2, { software: [] })]
  const { outcomes } = await takeList(pool, next, options)
  expect(outcomes).toMatchObject([
    { id: 'host-1', kind: 'updated', changes: null, software: { installed: 1, removed: 2 } },
  ])
  expect(await installed()).toEqual(['laptop-1 Firefox 132.0'])
  expect((await planList(pool, next, options)).outcomes).toEqual([])
})

it('are told of by the older record once the conditions leave the newer one out', async () => {
  const newer = { ...laptop(1), id: 'host-10' }
  await takeList(pool, [laptop(1), newer], options)
  await takeList(pool, [laptop(1)], { ...options, leftOut: ['host-10'] })
  await takeList(pool, [laptop(1, { software: [] })], { ...options, leftOut: ['host-10'] })
  expect(await installed()).toEqual([])
})

it('get software back, or lose it, with the undo of a run, and again with the undo of that', async () => {
  await takeList(pool, [laptop(1)], options)
  const before = await installed()
  const run = await takeList(pool, [laptop(1, { software: [['Firefox', '132.0', 'Mozilla']] })], options)
  const after = await installed()
  const back = await undo(pool, run)
  expect(back.outcomes).toMatchObject([
    { id: 'host-1', kind: 'updated', software: { installed: 2, removed: 1 } },
  ])
  expect(await installed()).toEqual(before)
  await undo(pool, back)
  expect(await installed()).toEqual(after)
})

it('have a stay for each time that software was there, and an undo brings back only what never returned', async () => {
  const withSlack = [laptop(1)]
  const without = [laptop(1, { software: [['Firefox', '131.0', 'Mozilla']] })]
  await takeList(pool, withSlack, options)
  const missed = await takeList(pool, without, options)
  const returned = await takeList(pool, withSlack, options)
  const { rows } = await pool.query<{ told: string }>(
    `select case when i.gone_at is null then 'there' else 'gone' end as told
       from installation i join software s on s.id = i.software_id where s.name = 'Slack' order by i.made_at`,
  )
  expect(rows.map(({ told }) => told)).toEqual(['gone', 'there'])
  expect((await undo(pool, missed)).outcomes).toEqual([])
  await undo(pool, returned)
  expect(await installed()).toEqual(['laptop-1 Firefox 131.0'])
  expect((await undo(pool, missed)).outcomes).toEqual([])
})

it('come with their software in a first load of many, too', async () => {
  const many = Array.from({ length: 5001 }, (_, at) => laptop(at))
  await takeList(pool, many, options)
  expect(await installed()).toHaveLength(2 * many.length)
})

it('are archived by the undo of the run that made them, without software', async () => {
  const run = await takeList(pool, [laptop(1)], options)
  await undo(pool, run)
  expect(await devices()).toMatchObject([{ name: 'laptop-1', archived: true }])
  expect(await installed()).toEqual([])
})

it('are seen without being changed: the time goes along quietly, without history', async () => {
  const seen = (last_seen: string) => [laptop(1, { volatile: { last_seen } })]
  await takeList(pool, seen('2026-11-01T08:00:00Z'), options)
  const { outcomes, ...again } = await takeList(pool, seen('2026-11-02T09:00:00Z'), options)
  const { rows } = await pool.query(`select last_seen, updated_at = created_at as untouched from device`)
  expect(rows).toEqual([{ last_seen: new Date('2026-11-02T09:00:00Z'), untouched: true }])
  expect([outcomes, await readHistory(pool, again)]).toEqual([[], []])
})

it('forget an owner who is erased, in values, history and what was sent', async () => {
  await takeList(pool, [{ id: 'p1', row: named('ada') }], {})
  await takeList(pool, [laptop(1), laptop(2, { row: { name: 'laptop-2', owner: 'bob' } })], options)
  await takeList(
    pool,
    [laptop(1, { row: { name: 'laptop-1', serial_number: 'C02-1', owner: 'Bob' } })],
    options,
  )
  const { rows: people } = await pool.query<{ id: string }>(`select id from person where username = 'ada'`)
  await inTransaction(pool, (client) =>
    erasePerson(client, { personId: people[0]?.id ?? '', actor: 'test', addressesOf: () => [] }),
  )
  const { rows } = await pool.query<{ told: string }>(`
    select to_jsonb(t)::text as told from device t union all select to_jsonb(t)::text from change t union all
    select to_jsonb(t)::text from source_record t union all select to_jsonb(t)::text from outcome t union all
    select to_jsonb(t)::text from staged t join source_record r on r.run_id = t.run_id and r.number = t.number`)
  const all = rows.map(({ told }) => told).join(' ')
  expect([all.includes('ada@'), all.includes('bob')]).toEqual([false, true])
})

it('tell webhooks of themselves, not as SaaS users', async () => {
  await pool.query(
    `insert into webhook (name, url, events, sealed, fingerprint) values ('w', 'https://example.com', '{device.created,saas-user.created}', '', '')`,
  )
  const run = await takeList(pool, [laptop(1)], options)
  await pool.query('select tell_of_changes_of($1)', [run.scope.runId])
  const { rows } = await pool.query<{ type: string; data: { path: string } }>(
    'select type, data from webhook_event',
  )
  expect(rows).toMatchObject([
    { type: 'device.created', data: { path: expect.stringMatching(/^\/api\/devices\/dev_/) } },
  ])
  await pool.query('delete from webhook')
})

it('have no software left of a source that no longer asks for it, until that is undone', async () => {
  await takeList(pool, [laptop(1), laptop(2)], options)
  const all = await installed()
  const other = await newSource(pool, 1)
  await takeList(pool, [laptop(1)], { ...options, source: other })
  const bare = [1, 2].map((at) => ({ id: `host-${at}`, row: laptop(at).row }))
  const without = await takeList(pool, bare, { ...options, software: false })
  expect(without.outcomes.map(({ id, kind, software }) => [id, kind, software])).toEqual([
    ['host-1', 'updated', { removed: 2 }],
    ['host-2', 'updated', { removed: 2 }],
  ])
  expect(await installed()).toEqual(['laptop-1 Firefox 131.0', 'laptop-1 Slack 4.40'])
  expect(endings(await planList(pool, bare, { ...options, software: false }))).toEqual({})
  await undo(pool, without)
  expect([...new Set(await installed())]).toEqual(all)
})
