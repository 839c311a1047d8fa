import { afterAll, beforeAll, expect, it } from 'vitest'
import { addIntegration, newStory, type Run, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: 30 } })
})
afterAll(() => story.close())

/** PostgreSQL's own word for a write that finds no room. */
const fullFor = (table: string) => `
  create function no_room() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  create trigger no_room before insert on ${table} for each statement execute function no_room()`

it.each(['staged', 'outcome', 'person', 'saas_user'])(
  'a full disk while writing %s ends the run, says what to do, and changes nothing',
  async (table) => {
    await story.restart()
    const { pool } = story.world.ctx.db
    const integration = await addIntegration(story)
    await pool.query(fullFor(table))
    const plan = await story.run(integration.id, 'plan')
    const run = plan.state === 'previewed' ? await story.release(plan.id) : plan
    expect(run).toMatchObject({ state: 'failed', fault: { code: 'database.full' } })
    expect(run.fault?.message).toContain('make room')
    expect((await pool.query('select from person')).rowCount).toBe(0)
    await pool.query('drop function no_room cascade')
    const again = await story.run(integration.id, 'plan')
    expect((await story.release(again.id)).state).toMatch(/^succeeded/)
  },
)

it('a full disk while a request is answered is told as such', async () => {
  const { ctx } = story.world
  await ctx.db.pool.query(fullFor('run'))
  const integration = await addIntegration(story, { name: 'Other' })
  const answer = await story.world.post<Run>(`/api/integrations/${integration.id}/runs`, { mode: 'plan' })
  await ctx.db.pool.query('drop function no_room cascade')
  expect(answer).toMatchObject({ status: 507, body: { code: 'database.full' } })
})
