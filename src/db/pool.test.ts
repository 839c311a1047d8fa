import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { isLostConnection } from './lost-connection.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

async function value(expression: string): Promise<unknown> {
  const { rows } = await database.pool.query<unknown[]>({ text: `select ${expression}`, rowMode: 'array' })
  return rows[0]?.[0]
}

describe('a value of SQL arrives', () => {
  it.each<[string, unknown]>([
    ['42::bigint', 42],
    ['count(*) from generate_series(1, 3)', 3],
    ["date '2024-02-29'", '2024-02-29'],
    ["timestamptz '2024-02-29 12:00+02'", new Date('2024-02-29T10:00:00Z')],
    ['0.10::numeric', '0.10'],
    ['null::date', null],
    ['\'{"a": [1]}\'::jsonb', { a: [1] }],
    ['array[1, 2]', [1, 2]],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected)
  })

  it('never as a number that lost digits', async () => {
    await expect(value('9007199254740993::bigint')).rejects.toThrow(/9007199254740993 is too large/)
    expect(await value('1')).toBe(1)
  })
})

describe('a connection', () => {
  it.each([
    ['jit', 'off'],
    ['timezone', 'UTC'],
    ['application_name', 'muster'],
  ])('has %s set to %s', async (name, expected) => {
    expect(await value(`current_setting('${name}')`)).toBe(expected)
  })

  it('that breaks is replaced', async () => {
    const pid = await value('pg_backend_pid()')
    await expect(value(`pg_terminate_backend(${pid})`)).rejects.toThrow()
    expect(await value('1')).toBe(1)
  })

  it('that breaks while it is lent out and idle is told from a fault of ours', async () => {
    const client = await database.pool.connect()
    const over = new Promise((resolve) => client.once('end', resolve))
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await value(`pg_terminate_backend(${rows[0]?.pid})`)
    await over
    const error: unknown = await client.query('select 1').catch((cause) => cause)
    client.release(true)
    expect([String(error), isLostConnection(error)]).toEqual([expect.stringContaining('not queryable'), true])
  })

  it('answers Kysely too', async () => {
    const { rows } = await sql<{ n: number }>`select 1::bigint as n`.execute(database.kysely)
    expect(rows).toEqual([{ n: 1 }])
  })
})
