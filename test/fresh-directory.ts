import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { emptyDirectory } from './directory/tables.ts'

/** A database for the tests of a file, each of which begins with an empty directory. */
export function freshDirectory(): { readonly pool: Pool } {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())
  beforeEach(() => emptyDirectory(database.pool))
  return {
    get pool() {
      return database.pool
    },
  }
}
