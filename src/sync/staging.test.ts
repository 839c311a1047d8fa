import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { withConnection } from '../db/transaction.ts'
import { rowCopier, type StagedRow } from './copied-rows.ts'
import { takeRun } from './lease.ts'
import { stagePage } from './staging.ts'
import { moveRun } from './states.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const odd = 'a\ttab, a\nline, a \\ and \\N, "quotes", Grüße, 東京, 🦊'

const empty: StagedRow = {
  number: 0,
  vendorId: '1',
  label: '',
  standing: 0,
  role: null,
  active: null,
  row: '{}',
  keys: null,
  volatile: null,
  software: null,
  rowHash: '0123456789abcdef0123456789abcdef',
  raw: '',
  rawHash: 'ffffffffffffffffffffffffffffffff',
}

const full: StagedRow = {
  ...empty,
  number: 2_000_000_000,
  vendorId: odd,
  label: odd,
  standing: 2,
  role: '',
  active: false,
  row: JSON.stringify({ name: odd }),
  keys: JSON.stringify({ key: odd }),
  volatile: JSON.stringify({ at: odd }),
  software: JSON.stringify([[odd, null, '']]),
  // Longer than what is sent at once.
  raw: odd.repeat(20_000),
}

async function stage(rows: readonly StagedRow[]): Promise<string> {
  const { pool } = database
  const { rows: made } = await pool.query<{ id: string }>(
    `insert into run (integration_id, mode, actor, revision) values (new_id(), 'apply', 'test', 1) returning id`,
  )
  const lease = await takeRun(pool, made[0]?.id ?? '')
  await moveRun(pool, lease, 'reading')
  const copier = rowCopier(lease.runId)
  for (const row of rows) copier.add(row)
  const page = { number: 1, received: rows.length, staged: copier.end(), unchanged: 0, early: [], seen: [] }
  await withConnection(pool, (client) => stagePage(client, lease, page))
  return lease.runId
}

it('what is staged arrives letter by letter, and what is missing stays missing', async () => {
  const runId = await stage([empty, full, { ...full, number: 1, active: true }])
  const { rows } = await database.pool.query(
    `select number, vendor_id as "vendorId", label, standing, role, active, "row", keys, volatile, software,
            replace(row_hash::text, '-', '') as "rowHash", raw, replace(raw_hash::text, '-', '') as "rawHash"
       from staged where run_id = $1 order by number`,
    [runId],
  )
  const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
  const asRead = (row: StagedRow) => ({
    ...row,
    row: parsed(row.row),
    keys: parsed(row.keys),
    volatile: parsed(row.volatile),
    software: parsed(row.software),
  })
  expect(rows).toEqual([empty, { ...full, number: 1, active: true }, full].map(asRead))
})
