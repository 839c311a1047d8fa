import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { startProgram } from '../../test/program.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations.ts'

const opened: FreshDatabase[] = []
let database: FreshDatabase

/** The template's own schema is put aside, so that a shelf of the test's own starts from nothing. */
beforeEach(async () => {
  database = await freshDatabase()
  opened.push(database)
  await database.pool.query('drop schema public cascade; create schema public')
})
afterAll(() => Promise.all(opened.map((each) => each.close())))

const first: Migration = {
  version: 1,
  name: 'first',
  sql: 'create table a (n int); insert into a values (1)',
}
const second: Migration = { version: 2, name: 'second', sql: 'insert into a select n + 1 from a' }
const broken: Migration = {
  version: 2,
  name: 'broken',
  sql: 'insert into a values (5); select no_such_thing',
}

async function numbers(): Promise<number[]> {
  const { rows } = await database.pool.query<{ n: number }>('select n from a order by n')
  return rows.map(({ n }) => n)
}

async function applied(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    'select name from schema_migration order by version',
  )
  return rows.map(({ name }) => name)
}

describe('migrating', () => {
  it('applies each step once, in order', async () => {
    await migrate(database.pool, [first])
    await migrate(database.pool, [first, second])
    await migrate(database.pool, [first, second])
    expect(await applied()).toEqual(['first', 'second'])
    expect(await numbers()).toEqual([1, 2])
  })

  it('applies each step once when many servers start together', async () => {
    await Promise.all(Array.from({ length: 8 }, () => migrate(database.pool, [first, second])))
    expect(await numbers()).toEqual([1, 2])
  })

  it('leaves nothing of a step that failed, and keeps those before', async () => {
    await expect(migrate(database.pool, [first, broken])).rejects.toThrow(
      /step 2 \("broken"\).*no_such_thing/,
    )
    expect(await applied()).toEqual(['first'])
    expect(await numbers()).toEqual([1])
  })

  it('leaves nothing of a step during which it was killed, and does it again', async () => {
    const slow = { ...second, sql: `${second.sql}; notify half_way; select pg_sleep(30)` }
    const program = await startProgram('migrate.ts', [database.url, JSON.stringify([first, slow])])
    await waitUntil(async () => (await sleepers()) === 1)
    await program.kill()
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`,
    )
    expect(await applied()).toEqual(['first'])
    expect(await numbers()).toEqual([1])

    await migrate(database.pool, [first, second])
    expect(await numbers()).toEqual([1, 2])
  })

  it('refuses the schema of a newer Muster', async () => {
    await migrate(database.pool, [first, second])
    await expect(migrate(database.pool, [first])).rejects.toMatchObject({
      code: 'database.schema',
      message: expect.stringContaining('newer Muster'),
    })
  })

  it('refuses a step that was edited after it was applied', async () => {
    await migrate(database.pool, [first])
    const edited = { ...first, sql: `${first.sql} -- once more` }
    await expect(migrate(database.pool, [edited])).rejects.toMatchObject({ code: 'database.schema' })
  })
})

async function sleepers(): Promise<number> {
  const { rows } = await database.pool.query(
    `select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
  )
  return rows.length
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await holds())) if (Date.now() > deadline) throw new Error('waited in vain')
}

describe('the shelf of migrations', () => {
  it('is in the order of its numbers', () => {
    const versions = migrations.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  })

  it('has every file of its folder, named after what it holds', () => {
    const files = readdirSync(join(import.meta.dirname, 'migrations')).sort()
    expect(files).toEqual(
      migrations.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}.ts`),
    )
  })
})
