import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

it('works', async () => {
  const { rows } = await database.pool.query('select version, name from schema_migration')
  expect(rows.length).toBeGreaterThan(0)
})
