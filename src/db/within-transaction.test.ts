import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { inTransaction } from './transaction.ts'
import { withinTransaction } from './within-transaction.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await database.pool.query('create table mark (name text)')
})
afterAll(() => database.close())
beforeEach(() => database.pool.query('truncate mark'))

const mark = (name: string) => `insert into mark values ('${name}')`
const marks = async () =>
  (await database.pool.query<{ name: string }>('select name from mark order by name')).rows.map(
    ({ name }) => name,
  )

it('makes what is written against a pool, by text or by Kysely, one transaction', async () => {
  await inTransaction(database.pool, async (client) => {
    const { pool, kysely } = withinTransaction(client, database)
    await pool.query('insert into mark values ($1)', ['a'])
    await sql`insert into mark values ('b')`.execute(kysely)
    await inTransaction(pool, (inner) => inner.query(mark('c')))
    await kysely.transaction().execute((tx) => sql`insert into mark values ('d')`.execute(tx))
    expect(await marks()).toEqual([])
  })
  expect(await marks()).toEqual(['a', 'b', 'c', 'd'])
})

it('writes nothing of it when the whole fails after its parts were done', async () => {
  const failing = inTransaction(database.pool, async (client) => {
    const { pool, kysely } = withinTransaction(client, database)
    await inTransaction(pool, (inner) => inner.query(mark('a')))
    await kysely.transaction().execute((tx) => sql`insert into mark values ('b')`.execute(tx))
    throw new Error('the whole fails')
  })
  await expect(failing).rejects.toThrow('the whole fails')
  expect(await marks()).toEqual([])
})

it('lets nothing that was set for reading reach the whole', async () => {
  await inTransaction(database.pool, async (client) => {
    const { pool, kysely } = withinTransaction(client, database)
    await pool.query(mark('before'))
    const seen = await kysely
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await sql`set local statement_timeout = 5000`.execute(tx)
        return sql<{ name: string }>`select name from mark`.execute(tx)
      })
    expect(seen.rows).toEqual([{ name: 'before' }])
    expect((await pool.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '0' }])
  })
  expect(await marks()).toEqual(['before'])
})

it('undoes a part that failed, and goes on', async () => {
  await inTransaction(database.pool, async (client) => {
    const { pool, kysely } = withinTransaction(client, database)
    await pool.query(mark('before'))
    await inTransaction(pool, async (inner) => {
      await inner.query(mark('part'))
      await inner.query('select 1 / 0')
    }).catch(() => undefined)
    await kysely
      .transaction()
      .execute(async (tx) => {
        await sql`insert into mark values ('another part')`.execute(tx)
        await sql`select 1 / 0`.execute(tx)
      })
      .catch(() => undefined)
    await pool.query(mark('after'))
  })
  expect(await marks()).toEqual(['after', 'before'])
})

it('asks one question after the other, though they come together', async () => {
  await inTransaction(database.pool, async (client) => {
    const { pool } = withinTransaction(client, database)
    const asked = await Promise.all(
      [1, 2, 3].map((each) => pool.query<{ n: number }>('select $1::int as n', [each])),
    )
    expect(asked.map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3])
  })
})

it('says so when PostgreSQL turns a commit into a rollback because a failure was passed over', async () => {
  const careless = inTransaction(database.pool, async (client) => {
    const { pool } = withinTransaction(client, database)
    await pool.query(mark('lost'))
    await pool.query('select 1 / 0').catch(() => undefined)
  })
  await expect(careless).rejects.toThrow('Nothing was committed')
  expect(await marks()).toEqual([])
})

it('does not claim to know what became of a commit during which the connection broke', async () => {
  const broken = inTransaction(database.pool, async (client) => {
    await client.query(`create function pg_temp.break() returns trigger language plpgsql as
      'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'`)
    await client.query('create temp table last_word (n int) on commit drop')
    await client.query(`create constraint trigger breaks after insert on last_word
      deferrable initially deferred for each row execute function pg_temp.break()`)
    await client.query('insert into last_word values (1)')
  })
  await expect(broken).rejects.toMatchObject({ code: 'database.unsure' })
})
