import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListedRecord } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { newWorld, type World } from '../../../test/world.ts'

type Title = readonly [name: string, version: string, publisher: string]

const firefox: Title = ['Firefox', '131.0', 'Mozilla']
const newer: Title = ['Firefox', '132.0', 'Mozilla']
const slack: Title = ['Slack', '4', '']

let world: World
beforeAll(async () => {
  world = await newWorld()
  const { pool } = world.ctx.db
  await pool.query(
    `insert into person (username, email, department) values ('ada', 'ada@example.com', 'Sales'), ('bob', 'bob@example.com', 'Finance')`,
  )
  await on('2026-01-10', () => load(host('ada', firefox, slack), host('bob', firefox)))
  await on('2026-01-20', () => load(host('ada', newer), host('bob', firefox)))
  await on('2026-02-01', () => load(host('ada', newer, slack), host('bob', firefox)))
  await on('2026-02-10', async () => {
    const { body } = await world.get<{ items: { id: string }[] }>('/api/devices?search=bob')
    await world.post(`/api/devices/${body.items[0]?.id}/archive`)
  })
})
afterAll(() => world.close())

const host = (owner: string, ...software: readonly Title[]): ListedRecord => ({
  id: owner,
  row: { name: `${owner}s laptop`, serial_number: owner, owner },
  software,
})

const load = (...hosts: readonly ListedRecord[]) =>
  takeList(world.ctx.db.pool, hosts, { object: 'device', software: true })

/** Does something on a day. */
async function on(day: string, work: () => Promise<unknown>): Promise<void> {
  await work()
  const times = { device: 'created_at', installation: 'made_at', change: 'at' }
  for (const [table, column] of [...Object.entries(times), ['installation', 'gone_at']])
    await world.ctx.db.pool.query(`update ${table} set ${column} = $1 where ${column} > '2026-03-01'`, [
      `${day}T12:00:00Z`,
    ])
}

async function told(query: string, caller: Pick<World, 'get'> = world) {
  const { body } = await caller.get<{
    items: { name: string; versions: number; devices: number }[]
  }>(`/api/software?${query}`)
  return body.items.map(({ name, versions, devices }) => `${name} ${versions} ${devices}`)
}

describe('software as of a day', () => {
  it.each([
    ['2026-01-09', []],
    ['2026-01-10', ['Firefox 1 2', 'Slack 1 1']],
    ['2026-01-20', ['Firefox 2 2']],
    ['2026-02-01', ['Firefox 2 2', 'Slack 1 1']],
    ['2026-02-10', ['Firefox 1 1', 'Slack 1 1']],
  ])('is what was installed at the end of %s', async (day, titles) => {
    expect(await told(`asOf=${day}`)).toEqual(titles)
  })

  it('is counted, grouped, sorted and searched, too', async () => {
    const asOf = 'asOf=2026-01-10'
    expect(await told(`${asOf}&sort=devices`)).toEqual(['Slack 1 1', 'Firefox 1 2'])
    expect(await told(`${asOf}&search=mozilla&filter=devices+gt+1`)).toEqual(['Firefox 1 2'])
    expect((await world.get(`/api/software/count?${asOf}`)).body).toMatchObject({ count: 2 })
    expect(await told(`${asOf}&filter=publisher+empty`)).toEqual(['Slack 1 1'])
    expect((await world.get(`/api/software/groups?by=publisher&${asOf}`)).body).toMatchObject({
      items: [
        { value: 'Mozilla', count: 1 },
        { value: null, count: 1 },
      ],
    })
  })

  it('is that of devices whose owners are seen', async () => {
    const sales = world.seeing({ filter: { field: 'department', anyOf: ['Sales'] } })
    expect(await told('asOf=2026-01-20', sales)).toEqual(['Firefox 1 1'])
  })
})
