import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { type ListedRecord, named, planhat } from '../../test/directory/listed.ts'
import { takeList } from '../../test/directory/plans.ts'
import { emptyDirectory } from '../../test/directory/tables.ts'
import { difference, digestOf, historyMark, linesOf } from './digest.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(() => emptyDirectory(database.pool))

const ada: ListedRecord = { id: '1', row: named('ada'), active: true }
const bob: ListedRecord = { id: '2', row: named('bob'), active: true }
const take = (...records: ListedRecord[]) => takeList(database.pool, records, { application: planhat })
const digest = (since = 0) => digestOf(database.pool, since)
const spoil = (sql: string) => database.pool.query(sql)

it('two directories that say the same have one digest, whatever their ids and the order they came in', async () => {
  await take(ada, bob)
  const one = await linesOf(database.pool, 0)
  await emptyDirectory(database.pool)
  await take(bob, ada)
  expect(await linesOf(database.pool, 0)).toEqual(one)
})

it.each([
  ['a value', `update person set title = 'Lead' where username = 'ada'`],
  ['a person who is gone', `delete from person where username = 'ada'`],
  ['an account', `update saas_user set active = false where vendor_id = '1'`],
  ['a mark of an account', `update saas_user set gone_at = now() where vendor_id = '1'`],
  ['a link', `update saas_user set person_id = null where vendor_id = '1'`],
  ['what a source said', `update source_record set "row" = '{}' where vendor_id = '1'`],
  [
    'an event that is there twice',
    `insert into change (object, object_id, kind, after, actor)
     select object, object_id, kind, after, actor from change limit 1`,
  ],
])('%s makes another digest', async (_what, sql) => {
  await take(ada, bob)
  const before = await digest()
  await spoil(sql)
  expect(await digest()).not.toBe(before)
})

it('history before the mark is left out', async () => {
  await take(ada)
  const mark = await historyMark(database.pool)
  const before = await digest(mark)
  await spoil('delete from change')
  expect(await digest(mark)).toBe(before)
})

it('says how many lines are lost and how many doubled', async () => {
  await take(ada, bob)
  const should = await linesOf(database.pool, 0)
  await spoil(`update person set title = 'Lead' where username = 'ada'`)
  const is = await linesOf(database.pool, 0)
  expect(difference(is, should)).toEqual({ lost: 1, doubled: 1 })
  expect(difference([...should, should[0] ?? ''], should)).toEqual({ lost: 0, doubled: 1 })
})
