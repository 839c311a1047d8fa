import { beforeEach, describe, expect, it } from 'vitest'
import { type ListedRecord, type ListOptions, named, planhat } from '../../../test/directory/listed.ts'
import { planWith, takeList } from '../../../test/directory/plans.ts'
import { readPeople } from '../../../test/directory/tables.ts'
import { freshDirectory } from '../../../test/fresh-directory.ts'
import type { TrippedBrake } from '../../db/sync-tables.ts'
import { inTransaction } from '../../db/transaction.ts'
import { judgePlan } from './judge-plan.ts'
import { type Adjustments, limitsOf } from './limits.ts'

const database = freshDirectory()

const options: ListOptions = { application: planhat, syncKeys: ['email'], attended: false }

const person = (at: number, more: object = {}): ListedRecord => ({
  id: `id-${at}`,
  row: named(`user-${at}`, { title: 'Engineer' }),
  active: true,
  ...more,
})
const people = (count: number, from = 0): ListedRecord[] =>
  Array.from({ length: count }, (_, at) => person(from + at))

/** The first so many records of a list, changed. */
const change = (list: readonly ListedRecord[], count: number, to: (record: ListedRecord) => object) =>
  list.map((record, at) => (at < count ? { ...record, ...to(record) } : record))

const inactive = () => ({ active: false, standing: 1 })
const written = (values: object) => (record: ListedRecord) => ({ row: { ...record.row, ...values } })
const rekeyed = (record: ListedRecord) => ({ row: { ...record.row, email: `new-${record.id}@muster.test` } })
const reborn = (record: ListedRecord) => ({ id: `other-${record.id}` })
const broken = (record: ListedRecord) => ({ row: { ...record.row, username: null } })

interface Judged extends ListOptions {
  readonly adjusted?: Adjustments
}

/** The brakes that a list trips, after those whom the directory knows. */
const judge = (list: readonly ListedRecord[], { adjusted = {}, ...more }: Judged = {}) =>
  inTransaction(database.pool, async (client) => {
    const { scope } = await planWith(client, list, { ...options, ...more })
    return judgePlan(client, { scope, limits: limitsOf(adjusted), read: list.length })
  })
const tripped = async (list: readonly ListedRecord[], more: Judged = {}): Promise<readonly string[]> =>
  (await judge(list, more)).brakes.map(({ brake }) => brake)
const find = ({ brakes }: { readonly brakes: readonly TrippedBrake[] }, brake: string) =>
  brakes.find((one) => one.brake === brake)

it('let nearly everything of an ordinary day through', async () => {
  await takeList(database.pool, people(100), options)
  const day = change(people(103), 3, inactive)
  expect(await tripped(change(day.toReversed(), 6, written({ title: 'Lead' })))).toEqual([])
})

it('say nothing of a first list, however large', async () => {
  expect(await tripped(people(300))).toEqual([])
})

it('say numbers as they are written everywhere, however large', async () => {
  await takeList(database.pool, people(1200), options)
  const brake = find(await judge(change(people(1200), 1001, written({ title: 'Boss' }))), 'changes')
  expect(brake).toMatchObject({ count: 1001, of: 1200 })
  expect(brake?.message).toContain('1,001 of 1,200 known people')
})

describe('an empty list', () => {
  it('is held where anybody active is known, and tells whom', async () => {
    await takeList(database.pool, people(12), options)
    const brake = find(await judge([]), 'empty-list')
    expect(brake).toMatchObject({ count: 12, of: 12, limit: 0 })
    expect(brake?.samples).toHaveLength(10)
    expect(brake?.samples[0]).toBe('user-0@muster.test')
  })

  it('tells whoever has no address by name, not by the id of the vendor', async () => {
    const nameless = { id: 'id-1', row: { display_name: 'Omar O' }, active: true }
    await takeList(database.pool, [nameless], options)
    expect(find(await judge([]), 'empty-list')?.samples).toEqual(['Omar O'])
  })

  it('is none where nobody is known, or nobody active', async () => {
    expect(await tripped([])).toEqual([])
    await takeList(database.pool, change(people(3), 3, inactive), options)
    expect(await tripped([])).toEqual([])
  })
})

describe('a brake lets through what is at its limit, and holds one more', () => {
  it.each([
    // known, passes, what is done to so many of them, brake
    [10, 3, inactive, 'deactivations'],
    [49, 3, inactive, 'deactivations'],
    [50, 5, inactive, 'deactivations'],
    [60, 6, inactive, 'deactivations'],
    [200, 20, inactive, 'deactivations'],
    [60, 6, written({ employment_status: 'left' }), 'deactivations'],
    [20, 5, rekeyed, 'keys'],
    [80, 8, rekeyed, 'keys'],
    [20, 5, written({ title: null }), 'emptied'],
    [80, 8, written({ title: null }), 'emptied'],
    [80, 50, written({ title: 'Boss' }), 'changes'],
    [200, 60, written({ title: 'Boss' }), 'changes'],
    [60, 50, reborn, 'creations'],
    [120, 60, reborn, 'creations'],
    [40, 5, broken, 'failures'],
    [120, 6, broken, 'failures'],
  ] as const)('of %i known, %i', async (known, most, to, brake) => {
    await takeList(database.pool, people(known), options)
    expect(await tripped(change(people(known), most, to))).not.toContain(brake)
    const over = find(await judge(change(people(known), most + 1, to)), brake)
    expect(over).toMatchObject({ brake, count: most + 1, limit: most })
    expect(over?.message).toContain(String(most + 1))
    expect(over?.samples.length).toBeGreaterThan(0)
  })

  it('for people without accounts too', async () => {
    const only = { application: null }
    await takeList(database.pool, people(60), { ...options, ...only })
    const removed = () => ({ standing: 2 })
    expect(await tripped(change(people(60), 6, removed), only)).toEqual([])
    expect(await tripped(change(people(60), 7, removed), only)).toEqual(['deactivations'])
  })

  it('for new people once twenty are known', async () => {
    await takeList(database.pool, people(19), options)
    expect(await tripped(people(100))).toEqual([])
    await takeList(database.pool, people(20), options)
    expect(await tripped(people(70))).toEqual([])
    expect(await tripped(people(71))).toEqual(['creations'])
  })
})

it('do not count failures again that were there the last time, also where only their keys disagree', async () => {
  const keys = { ...options, syncKeys: ['email', 'username'] }
  const torn = people(6).map(({ id, row }, at) => ({
    id: `torn-${id}`,
    row: { ...row, email: `user-${at + 6}@muster.test` },
  }))
  await takeList(database.pool, people(40), keys)
  expect(await tripped([...people(40), ...torn], keys)).toEqual(['failures'])
  await takeList(database.pool, [...people(40), ...torn], keys)
  expect(await tripped([...people(40), ...torn], keys)).toEqual([])
})

it('tell which field becomes empty', async () => {
  await takeList(database.pool, people(20), options)
  const brake = find(await judge(change(people(20), 20, written({ title: null }))), 'emptied')
  expect(brake?.message).toMatch(/^Title would become empty for 20 of 20 known people/)
})

it('count what a first list does to people whom the directory had already', async () => {
  await takeList(database.pool, people(20), options)
  await database.pool.query('delete from source_record')
  const byUsername = { syncKeys: ['username'] }
  expect((await judge(change(people(20), 20, rekeyed), byUsername)).brakes).toMatchObject([
    { brake: 'keys', count: 20, of: 20 },
  ])
})

describe('software that is no longer on devices', () => {
  const devices: ListOptions = {
    object: 'device',
    software: true,
    application: null,
    syncKeys: ['serial_number'],
  }
  const titles = (count: number, version = '1') =>
    Array.from({ length: count }, (_, at) => [`Title ${at}`, version] as const)
  const hosts = (count: number, software = titles(5)): ListedRecord[] =>
    Array.from({ length: count }, (_, at) => ({
      id: `host-${at}`,
      row: { name: `host-${at}`, serial_number: `serial-${at}` },
      software,
    }))
  beforeEach(() => takeList(database.pool, hosts(24), { ...options, ...devices }))

  it('holds a run in which more than half of it is gone, and tells from which devices', async () => {
    const half = hosts(24).map((host, at) => (at < 12 ? { ...host, software: [] } : host))
    expect(await tripped(half, devices)).toEqual([])
    const brake = find(await judge(hosts(24, []), devices), 'software')
    expect(brake).toMatchObject({ count: 120, of: 120, limit: 60 })
    expect(brake?.samples).toHaveLength(10)
    expect(brake?.samples[0]).toBe('host-0')
  })

  it('is none where newer versions take its place', async () => {
    expect(await tripped(hosts(24, titles(5, '2')), devices)).toEqual([])
  })

  it('is held by the limit that an integration sets', async () => {
    const list = hosts(24).map((host, at) => (at < 11 ? { ...host, software: [] } : host))
    expect(await tripped(list, { ...devices, adjusted: { software: { percent: 25 } } })).toEqual(['software'])
  })
})

describe('limits', () => {
  it('that an integration sets otherwise hold instead', async () => {
    await takeList(database.pool, people(100), options)
    const list = change(people(100), 12, inactive)
    expect(await tripped(list)).toEqual(['deactivations'])
    expect(await tripped(list, { adjusted: { deactivations: { percent: 12 } } })).toEqual([])
    expect(await tripped(list, { adjusted: { deactivations: { percent: 1, min: 12 } } })).toEqual([])
    expect(await tripped(list, { adjusted: { deactivations: { percent: 11 } } })).toEqual(['deactivations'])
  })

  it('of a small team are no wider for being set narrower', async () => {
    await takeList(database.pool, people(10), options)
    const list = change(people(10), 4, inactive)
    const adjusted = { deactivations: { percent: 9 }, day: { percent: 50 } }
    expect(await tripped(list, { adjusted })).toEqual(['deactivations'])
  })

  it('of a small team give way to what is set', async () => {
    await takeList(database.pool, people(10), options)
    const list = change(people(10), 5, inactive)
    const adjusted = { deactivations: { percent: 50 }, day: { percent: 50 } }
    expect(await tripped(list, { adjusted })).toEqual([])
  })
})

describe('people whose role may write', () => {
  const roles = (count: number) =>
    database.pool.query(
      `update person set role = 'administrator' where username_key in
      (select 'user-' || n from generate_series(0, $1::int - 1) n)`,
      [count],
    )
  const noRole: ListOptions = options

  it('are not changed by a plan that nobody looks at, while the others are', async () => {
    await takeList(database.pool, people(5), noRole)
    await roles(1)
    const list = change(people(5), 2, (record) => ({
      row: { username: record.row.username, email: record.row.email, role: 'administrator', title: 'Lead' },
    }))
    const kept = list.map(({ row: { role: _, ...row }, ...record }) => ({ ...record, row }))
    const { outcomes } = await takeList(database.pool, kept, options)
    expect(outcomes.map(({ id, kind, reason }) => [id, kind, reason])).toEqual([
      ['id-0', 'held', 'privileged'],
      ['id-1', 'updated', null],
    ])
    expect(outcomes[0]?.changes).toEqual({ title: ['Engineer', 'Lead'] })
    const after = await readPeople(database.pool)
    expect([after['user-0']?.title, after['user-1']?.title]).toEqual(['Engineer', 'Lead'])
  })
})
