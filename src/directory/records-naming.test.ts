import { beforeEach, expect, it } from 'vitest'
import { freshDirectory } from '../../test/fresh-directory.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordsNaming } from './records-naming.ts'

const database = freshDirectory()
const [run, other] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002']

beforeEach(() => database.pool.query('truncate staged, outcome'))

it.each([
  ['in any case of letters', 'ada_1', 'ADA_1', ['staged', 'outcome']],
  ['beyond ASCII, too', 'zoë', 'ZOË', ['staged', 'outcome']],
  ['whatever its letters mean in SQL', '50%_\\"', '50%_\\"', ['staged', 'outcome']],
  ['and not one that is only like it', 'ada_1', 'adax1', []],
  ['and not one that only has it', 'ada', 'ada@example.com', []],
])('records are found by a name as a whole value, %s', async (_, name, sent, found) => {
  const raw = JSON.stringify({ id: 1, users: [{ email: sent }] })
  for (const one of [run, other]) {
    await database.pool.query(
      `insert into staged (run_id, number, vendor_id, standing, "row", row_hash, raw, raw_hash)
       values ($1, 1, 'staged', 0, '{}', new_id(), $2, new_id())`,
      [one, raw],
    )
    await database.pool.query(
      `insert into outcome (run_id, number, vendor_id, kind, raw) values ($1, 2, 'outcome', 'failed', $2)`,
      [one, raw],
    )
  }
  const rows = await inTransaction(database.pool, (client) =>
    recordsNaming(client, { names: ['x', name], runs: [run] }),
  )
  expect(rows).toEqual(found.map((vendor_id) => ({ run_id: run, vendor_id })))
})
