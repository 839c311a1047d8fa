import { afterAll, beforeAll, expect, it } from 'vitest'
import { tendNotices } from '../../src/features/notices/jobs.ts'
import { queueDue, readDue, settleDue, untilDue } from '../../src/features/schedules/jobs.ts'
import { bareId } from '../../src/lib/ids.ts'
import { type Integration, launch, newStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await newStory({
    simulated: { users: [{ _id: '64a000000000000000000001', email: 'a@example.com' }] },
  })
})
afterAll(() => story.close())

const all = async () =>
  (await story.world.get<{ items: Integration[] }>('/api/integrations')).body.items.map(
    ({ name, health, nextDue }) => [name, health, nextDue.length],
  )
const notices = async () => {
  await tendNotices(story.world.ctx)
  await tendNotices(story.world.ctx)
  const { body } = await story.world.get<{ items: { reason: string; message: string }[] }>(
    '/api/notices?open=true',
  )
  return body.items.map(({ reason, message }) => [reason, message])
}

it('a zone that PostgreSQL no longer knows stops only its integration, which says so once, until it is mended', async () => {
  const { pool } = story.world.ctx.db
  const wake = async () => {
    await settleDue(pool)
    for (const id of await readDue(pool)) {
      const due = await queueDue(story.world.ctx, id)
      await pool.query(`update run set state = 'cancelled', finished_at = now() where id = $1`, [due?.runId])
    }
    return untilDue(pool)
  }
  const lost = await launch(story, { name: 'Lost' })
  await launch(story, { name: 'Other', instance: 'EU' })
  await pool.query(
    `update integration set next_due_at = now() - interval '1 minute', schedule = '{"every": "day", "at": "02:30", "zone": "Mars/Base"}'
      where id = $1`,
    [bareId('int', lost.id)],
  )
  expect(await wake()).toBeGreaterThan(0)
  expect(await readDue(pool)).toEqual([])
  expect(await all()).toEqual([
    ['Lost', 'failing', 0],
    ['Other', 'ok', 5],
  ])
  expect(await notices()).toEqual([['unscheduled', expect.stringContaining('Mars/Base')]])
  await pool.query(
    `update integration set schedule = schedule || '{"zone": "Europe/Berlin"}' where id = $1`,
    [bareId('int', lost.id)],
  )
  await wake()
  expect([await all(), await notices()]).toEqual([
    [
      ['Lost', 'ok', 5],
      ['Other', 'ok', 5],
    ],
    [],
  ])
})
