import { afterAll, beforeAll, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { launch, newStory, type Story } from './story.ts'

const perPage = 600
let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: 1300 }, pageSize: perPage })
})
afterAll(() => story.close())

it('a replay of several large pages that is interrupted goes on where it was, and says the same', async () => {
  const { pool } = story.world.ctx.db
  const integration = await launch(story)
  const { entries, syncKeys } = integration.mapping
  const upper = entries.map((entry) => (entry.target === 'last_name' ? { ...entry, pipes: 'upper' } : entry))
  const plan = await story.propose(integration.id, { mapping: { entries: upper, syncKeys } })
  expect(plan).toMatchObject({ state: 'previewed', ledger: { read: 1300, created: 0 } })
  expect(plan.ledger.updated).toBeGreaterThan(perPage)
  const runId = bareId('run', plan.id)
  const pages = 'select array_agg(received order by number) as received from run_page where run_id = $1'
  expect((await pool.query(pages, [runId])).rows).toEqual([{ received: [600, 600, 100] }])

  // As if its process had died when one page was safe.
  await pool.query(`update run set state = 'queued', digest = null, list_complete = false where id = $1`, [
    runId,
  ])
  await pool.query('delete from run_page where run_id = $1 and number > 1', [runId])
  for (const table of ['staged', 'outcome'])
    await pool.query(`delete from ${table} where run_id = $1 and number >= $2`, [runId, perPage])
  expect(await story.perform(plan.id)).toMatchObject({ digest: plan.digest, ledger: plan.ledger })

  expect(await story.release(plan.id)).toMatchObject({ digest: plan.digest, ledger: plan.ledger })
  const next = await story.run(integration.id, 'apply')
  expect(next.ledger).toMatchObject({ read: 1300, updated: 0, failed: plan.ledger.failed })
})
