import { expect, it } from 'vitest'
import { named } from '../../test/directory/listed.ts'
import { takeList } from '../../test/directory/plans.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'

const database = freshDirectory()

const kept = async () =>
  (await database.pool.query('select run_id, vendor_id, record from source_before order by vendor_id')).rows
const records = async () =>
  (await database.pool.query('select to_jsonb(r) as record from source_record r order by vendor_id')).rows

it('what a run makes anew costs no row of its own: the record says which run made it', async () => {
  const first = await takeList(database.pool, [{ id: '1', row: named('ada') }])
  expect(await kept()).toEqual([])
  expect(await records()).toMatchObject([{ record: { vendor_id: '1', made_by: first.scope.runId } }])
})

it('what a run overwrites is kept whole, and what it leaves alone is not', async () => {
  const { pool } = database
  const first = await takeList(pool, [
    { id: '1', row: named('ada', { title: 'Miss' }) },
    { id: '2', row: named('bob') },
  ])
  const [before] = await records()
  const second = await takeList(pool, [{ id: '1', row: named('ada', { title: 'Countess' }) }])
  expect(await kept()).toEqual([{ run_id: second.scope.runId, vendor_id: '1', record: before.record }])
  expect(await records()).toMatchObject([
    { record: { vendor_id: '1', run_id: second.scope.runId, made_by: first.scope.runId } },
    { record: { vendor_id: '2', run_id: first.scope.runId } },
  ])
})
