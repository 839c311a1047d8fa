import type { PoolClient } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { type ListedRecord, type ListOptions, named, planhat } from '../../test/directory/listed.ts'
import { planList, takeList } from '../../test/directory/plans.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import { inTransaction } from '../db/transaction.ts'
import { makePlan } from './plan.ts'

const database = freshDirectory()

const digestOf = async (records: readonly ListedRecord[], options?: ListOptions) =>
  (await planList(database.pool, records, options)).digest

const list: readonly ListedRecord[] = [
  { id: '1', row: named('ada', { title: 'Countess' }) },
  { id: '2', row: named('bob') },
  { id: '3', row: { username: 'nobody' } },
]

describe('the digest of a plan', () => {
  beforeEach(() => takeList(database.pool, [{ id: '1', row: named('ada') }]))

  it('is the same for the same list in another order, though new people would get other ids', async () => {
    const digest = await digestOf(list)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(await digestOf(list)).toBe(digest)
    expect(await digestOf(list.toReversed())).toBe(digest)
  })

  it.each<[string, readonly ListedRecord[], ListOptions?]>([
    ['another value', [{ id: '1', row: named('ada', { title: 'Count' }) }, ...list.slice(1)]],
    ['an emptied value', [{ id: '1', row: named('ada', { title: null }) }, ...list.slice(1)]],
    ['a value more', [...list.slice(0, 1), { id: '2', row: named('bob', { title: 'x' }) }, ...list.slice(2)]],
    ['another key that only finds', [{ ...list[0], id: '1', row: {}, keys: { email: 'ada@muster.test' } }]],
    ['another vendor id', [{ id: '4', row: named('ada', { title: 'Countess' }) }, ...list.slice(1)]],
    ['a record less', list.slice(0, 2)],
    ['a record more', [...list, { id: '4', row: named('dan') }]],
    ['SaaS users', list, { application: planhat }],
    ['another preference', list, { preference: 'update' }],
    ['other sync keys', list, { syncKeys: ['email'] }],
    [
      'another reason for a failure',
      [...list.slice(0, 2), { id: '3', row: { email: 'nobody@muster.test' } }],
    ],
    ['nothing at all', []],
  ])('is another with %s', async (_, other, options) => {
    expect(await digestOf(other, options)).not.toBe(await digestOf(list))
  })

  it.each<[string, string]>([
    ['a person has another value', `update person set title = 'x' where username = 'ada'`],
    ['a person has the value by now', `update person set title = 'Countess' where username = 'ada'`],
    ['a person is archived', `update person set archived_at = now()`],
    [
      'somebody new has a key of the list',
      `insert into person (username, email) values ('bob', 'b@muster.test')`,
    ],
    [
      'the record belongs to somebody else',
      `with other as (insert into person (username, email) values ('ada2', 'a2@muster.test') returning id)
       update source_record set object_id = other.id from other`,
    ],
  ])('is another when %s', async (_, sql) => {
    const digest = await digestOf(list)
    await database.pool.query(sql)
    expect(await digestOf(list)).not.toBe(digest)
  })

  it('tells a change of a person from the same change of a SaaS user', async () => {
    const record = { id: '1', row: { role: 'viewer' }, role: 'viewer' }
    const options = { application: planhat }
    await takeList(database.pool, [{ id: '1', row: { role: 'viewer' }, role: 'employee' }], options)
    const ofAccount = await digestOf([record], options)
    await database.pool.query(`update person set role = 'employee'; update saas_user set role = 'viewer'`)
    expect(await digestOf([record], options)).not.toBe(ofAccount)
  })

  it('is the same however records that share an id, or have none, come to lie in the database', async () => {
    const { scope } = await planList(database.pool, list)
    const early = (texts: readonly string[]) => async (client: PoolClient) => {
      await client.query('delete from outcome where run_id = $1 and number >= 100', [scope.runId])
      for (const [at, text] of texts.entries())
        await client.query(
          `insert into outcome (run_id, number, vendor_id, kind, reason, problems) values ($1, $2, '', 'failed', 'record', $3)`,
          [scope.runId, 100 + at, JSON.stringify([{ field: 'Record', message: text }])],
        )
      return makePlan(client, scope)
    }
    const one = await inTransaction(database.pool, early(['no id', 'is a number']))
    const other = await inTransaction(database.pool, early(['is a number', 'no id']))
    expect(other.digest).toBe(one.digest)
  })
})
