import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { type Connections, openConnections } from '../../db/pool.ts'
import { column } from './column.ts'
import { countGroups } from './groups.ts'
import { type List, readList } from './read-list.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  await fresh.pool.query('create table listed (seen timestamptz, day date)')
})
afterAll(() => fresh.close())

const columns = {
  seen: column('seen', 'datetime', 'Seen'),
  day: column('day', 'date', 'Day'),
}
type Row = { readonly seen: Date; readonly day: string }
const list: List<Row> = { parts: [sql<Row>`select * from listed`], columns, order: 'seen', ties: ['seen'] }

/** What lists are asked where the workspace is. */
async function within<T>(zone: string, work: (db: Connections) => Promise<T>): Promise<T> {
  const db = openConnections(fresh.url, 2, zone)
  return work(db).finally(() => db.pool.end())
}

const found = (zone: string, filter: string) =>
  within(zone, async (db) =>
    (await readList(db, list, { filter, limit: 200 })).items.map(({ seen }) => seen.toISOString()),
  )

it.each([
  // Summer time in Auckland ended at three o'clock that morning, so that the day has 25 hours.
  ['Pacific/Auckland', '2026-04-05', '2026-04-04T11:00:00.000Z', '2026-04-05T12:00:00.000Z'],
  ['Pacific/Auckland', '2026-03-30', '2026-03-29T11:00:00.000Z', '2026-03-30T11:00:00.000Z'],
  // In Los Angeles it began at two, so that the day has 23.
  ['America/Los_Angeles', '2026-03-08', '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z'],
  ['America/Los_Angeles', '2026-03-30', '2026-03-30T07:00:00.000Z', '2026-03-31T07:00:00.000Z'],
])('in %s the day %s is whole, and a group of what happened on it', async (zone, day, begins, ends) => {
  const before = (at: string) => new Date(Date.parse(at) - 1).toISOString()
  const moments = [before(begins), begins, before(ends), ends].map((at) => `('${at}')`)
  await fresh.pool.query(`truncate listed; insert into listed (seen) values ${moments.join()}`)
  expect(await found(zone, `seen eq ${day}`)).toEqual([begins, before(ends)])
  expect(await found(zone, `seen between (${day}, ${day})`)).toEqual([begins, before(ends)])
  expect(await found(zone, `seen between (${begins}, ${day})`)).toEqual([begins, before(ends)])
  expect(await found(zone, `seen between (${day}, ${begins})`)).toEqual([begins])
  expect(await found(zone, `seen lt ${day}`)).toEqual([before(begins)])
  expect(await found(zone, `seen gt ${day}`)).toEqual([ends])
  const { items } = await within(zone, (db) => countGroups(db, list, { by: 'seen' }))
  expect(items.filter(({ value }) => value === day)).toEqual([{ value: day, count: 2 }])
})

it.each(['Pacific/Auckland', 'America/Los_Angeles'])(
  'in %s the first day and the last there is can be asked for',
  async (zone) => {
    await fresh.pool.query(`truncate listed; insert into listed (seen) values ('9999-12-31T12:00:00Z')`)
    expect(await found(zone, 'seen eq 9999-12-31')).toHaveLength(1)
    expect(await found(zone, 'seen gt 9999-12-31')).toHaveLength(0)
    expect(await found(zone, 'seen lt 0001-01-01')).toHaveLength(0)
    expect(await found(zone, 'seen gt 0001-01-01')).toHaveLength(1)
  },
)

describe.each(['Pacific/Auckland', 'America/Los_Angeles', 'UTC'])('in %s', (zone) => {
  const today = `(now() at time zone '${zone}')::date`
  const begins = (day: string) => `(${day})::timestamp at time zone '${zone}'`
  const first = (span: string, later: number, length = `1 ${span}`) =>
    `date_trunc('${span}', ${today}) + ${later} * interval '${length}'`
  const month = (later: number) => first('month', later)
  const quarter = (later: number) => first('quarter', later, '3 months')

  it.each([
    ['eq today', today, `${today} + 1`],
    ['eq yesterday', `${today} - 1`, today],
    ['lt tomorrow', `${today} - 1000`, `${today} + 1`],
    ['last-days 30', `${today} - 30`, `${today} + 1`],
    ['before-days 30', `${today} - 1000`, `${today} - 30`],
    ['next-days 30', today, `${today} + 31`],
    ['after-days 30', `${today} + 31`, `${today} + 1000`],
    ['eq this-month', month(0), month(1)],
    ['eq last-month', month(-1), month(0)],
    ['eq next-month', month(1), month(2)],
    ['eq this-week', first('week', 0), first('week', 1)],
    ['eq last-week', first('week', -1), first('week', 0)],
    ['gt next-week', first('week', 2), `${today} + 1000`],
    ['eq this-quarter', quarter(0), quarter(1)],
    ['eq last-quarter', quarter(-1), quarter(0)],
    ['eq next-quarter', quarter(1), quarter(2)],
    ['eq this-year', first('year', 0), first('year', 1)],
    ['eq last-year', first('year', -1), first('year', 0)],
    ['lt next-year', `${today} - 1000`, first('year', 1)],
    ['between (last-month, yesterday)', month(-1), today],
  ])('"%s" finds the same of a date and time as of the date beside it', async (asked, from, until) => {
    const { rows } = await fresh.pool.query<{ seen: Date; isAsked: boolean }>(`
      with near as (
             select generate_series(-40, 40) as n
             union select (${first('month', 0)} + k * interval '1 month')::date + d - ${today}
               from generate_series(-12, 24) k, generate_series(-1, 0) d
           ),
           made as (select ${begins(today)} + n * interval '1 day' + interval '1 hour' as seen from near order by n),
           emptied as (delete from listed)
      insert into listed select seen, (seen at time zone '${zone}')::date from made
        returning seen, seen >= ${begins(from)} and seen < ${begins(until)} as "isAsked"`)
    const expected = rows.filter(({ isAsked }) => isAsked).map(({ seen }) => seen.toISOString())
    expect(expected.length).toBeGreaterThan(0)
    expect(await found(zone, `seen ${asked}`)).toEqual(expected)
    expect(await found(zone, `day ${asked}`)).toEqual(expected)
  })
})
