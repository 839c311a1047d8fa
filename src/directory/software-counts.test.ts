import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { merge } from '../../test/by-hand.ts'
import { type ListedRecord, type ListOptions, named } from '../../test/directory/listed.ts'
import { takeList, undo } from '../../test/directory/plans.ts'
import { emptyDirectory, newSource } from '../../test/directory/tables.ts'
import { newWorld, type World } from '../../test/world.ts'
import { migration as endingsOfBefore } from '../db/migrations/0106-endings-of-before.ts'
import { inTransaction } from '../db/transaction.ts'
import { endNext, endSource } from './end-source.ts'
import { erasePerson } from './erase/erase.ts'

type Title = readonly [name: string, version: string, publisher: string]
const firefox: Title = ['Firefox', '131', 'Mozilla']
const newer: Title = ['Firefox', '132', 'Mozilla']
const slack: Title = ['Slack', '4', '']
const options: ListOptions = { object: 'device', software: true }

let world: World
let pool: Pool
let other: string
beforeAll(async () => {
  world = await newWorld()
  pool = world.ctx.db.pool
})
afterAll(() => world.close())
beforeEach(async () => {
  await emptyDirectory(pool)
  other = await newSource(pool, 1)
  await takeList(pool, [
    { id: 'p1', row: named('ada') },
    { id: 'p2', row: named('bob') },
  ])
})

const host = (at: number, ...software: readonly Title[]): ListedRecord => ({
  id: `host-${at}`,
  row: { name: `laptop-${at}`, serial_number: `C02-${at}`, owner: at === 1 ? 'ada' : 'bob' },
  software,
})

const few = [host(1, firefox, newer, slack), host(2, firefox, slack), host(3, newer)]
const load = (records: readonly ListedRecord[], more: ListOptions = {}) =>
  takeList(pool, records, { ...options, ...more })
const lose = (...gone: string[]) =>
  load(
    few.filter(({ id }) => !gone.includes(id)),
    { gone },
  )

/** What is kept of each title, and of each of its versions, once it was compared with what is counted. */
async function kept(): Promise<readonly string[]> {
  const there = `from installation i join device d on d.id = i.device_id and d.archived_at is null where i.gone_at is null
    and exists (select from source_record r where r.object_id = d.id and r.source_id = i.source_id and r.gone_at is null)`
  const [keptTitles, titles, keptVersions, versions] = await Promise.all(
    [
      'select id, versions, devices from software where versions > 0 or devices > 0 order by id',
      `select i.software_id as id, count(distinct i.version) as versions, count(distinct i.device_id) as devices ${there} group by 1 order by 1`,
      'select software_id, version, places from software_version where places <> 0 order by 1, 2',
      `select i.software_id, i.version, count(*) as places ${there} group by 1, 2 order by 1, 2`,
    ].map(async (sql) => (await pool.query(sql)).rows),
  )
  expect([keptTitles, keptVersions]).toEqual([titles, versions])
  const { body } = await world.get<{ items: { name: string; devices: number; versions: number }[] }>(
    '/api/software',
  )
  return body.items.map(({ name, devices, versions }) => `${name} ${devices} ${versions}`)
}

it('counts each device once, whatever versions and sources, after a first load and an unchanged one', async () => {
  await load(few)
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
  await load(few)
  await load([host(1, firefox), host(2, newer)], { source: other })
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
})

it('counts what a first load of many brings', async () => {
  await emptyDirectory(pool)
  await load(Array.from({ length: 5001 }, (_, at) => host(at, firefox, slack)))
  expect(await kept()).toEqual(['Firefox 5001 1', 'Slack 5001 1'])
  await load([host(6000, firefox, newer)])
  expect(await kept()).toEqual(['Firefox 5002 2', 'Slack 5001 1'])
})

it('follows titles and versions that come and go', async () => {
  await load(few)
  const run = await load([host(1, newer), host(2, slack, firefox), host(3, newer, slack)])
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
  await load([host(2, newer)])
  expect(await kept()).toEqual(['Firefox 3 1', 'Slack 1 1'])
  await undo(pool, run)
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 1 1'])
})

it('leaves out devices that are gone until they are listed again, though they be the same, or the run is undone', async () => {
  await load(few)
  await load([host(2, slack)], { source: other })
  const run = await lose('host-1', 'host-2')
  expect(await kept()).toEqual(['Firefox 1 1', 'Slack 1 1'])
  const { rows } = await pool.query('select raw_hash from source_record where gone_at is not null')
  expect(rows).toEqual([{ raw_hash: null }, { raw_hash: null }])
  await undo(pool, run)
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
  await lose('host-1', 'host-2')
  await load(few)
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
})

it('keeps counting a device that is listed under another id when the first is gone', async () => {
  await load([host(1, firefox)])
  const again = { ...host(1, firefox), id: 'host-10' }
  await load([host(1, firefox), again])
  await load([again], { gone: ['host-1'] })
  expect(await kept()).toEqual(['Firefox 1 1'])
})

it('leaves out archived devices, whatever is loaded meanwhile, until they are restored', async () => {
  await load(few)
  const { body } = await world.get<{ items: { id: string }[] }>('/api/devices?search=laptop-1')
  const path = `/api/devices/${body.items[0]?.id}`
  await world.post(`${path}/archive`)
  expect(await kept()).toEqual(['Firefox 2 2', 'Slack 1 1'])
  await load([host(1, newer, slack), host(2, firefox), host(3, newer)], { source: other })
  expect(await kept()).toEqual(['Firefox 2 2', 'Slack 1 1'])
  await world.post(`${path}/restore`)
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
})

it('goes with the undo of the run that made the devices, and returns with the undo of that', async () => {
  const back = await undo(pool, await load(few))
  expect(await kept()).toEqual([])
  await undo(pool, back)
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
})

it('stays when owners become one, or are erased', async () => {
  await load(few)
  const { rows } = await pool.query<{ id: string; per: string }>(
    `select id, public_id('per', id) as per from person order by username`,
  )
  await merge(world, [rows[0]?.per ?? '', rows[1]?.per ?? ''])
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
  await inTransaction(pool, (client) =>
    erasePerson(client, { personId: rows[0]?.id ?? '', actor: 'test', addressesOf: () => [] }),
  )
  expect(await kept()).toEqual(['Firefox 3 2', 'Slack 2 1'])
})

it('is that of other sources once an integration is deleted', async () => {
  await load(few)
  await load([host(1, firefox)], { source: other })
  const { sourceId } = (await load(few)).scope
  await inTransaction(pool, (client) => endSource(client, { sourceId, name: 'Fleet', actor: 'test' }))
  await endNext(pool)
  expect(await kept()).toEqual(['Firefox 1 1'])
  const { rows } = await pool.query('select from installation where gone_at is not null')
  expect(rows).toHaveLength(6)
})

it('of an integration that was deleted before ends were noted is seen to after an upgrade', async () => {
  await load(few)
  await load([host(1, firefox)], { source: other })
  const { sourceId } = (await load(few)).scope
  await pool.query('update source set ended_at = now() where id = $1', [sourceId])
  await pool.query(endingsOfBefore.sql)
  expect(await endNext(pool)).toBe(true)
  expect(await kept()).toEqual(['Firefox 1 1'])
  expect(await endNext(pool)).toBe(false)
})
