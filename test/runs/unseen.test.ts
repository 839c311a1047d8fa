import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { directoryLines } from './directory.ts'
import { launch, mapped, newStory, type Story, upper } from './story.ts'

const user = (number: number) => ({
  _id: `64a00000000000000000000${number}`,
  email: `user.${number}@example.com`,
  firstName: `First${number}`,
  lastName: `Last${number}`,
  inactive: false,
})

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: [user(1), user(2), user(3), user(4)] } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const lastNames = async () => (await directoryLines(story.world)).map(({ lastName }) => lastName)

describe('a run under a configuration that nobody saw at work', () => {
  const change = (mapping: object) =>
    story.world.ctx.db.pool.query('update integration set mapping = $1', [JSON.stringify(mapping)])

  it('stops at its plan, until that was looked at', async () => {
    const integration = await launch(story)
    await change(upper(integration))
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' } })
    expect(await lastNames()).toEqual(['Last1', 'Last2', 'Last3', 'Last4'])
    await story.release(run.id)
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded', fault: null })
  })

  it('waits to be looked at again when the directory moved after it was released', async () => {
    const integration = await launch(story)
    await change(upper(integration))
    const run = await story.run(integration.id, 'apply')
    await story.world.ctx.db.pool.query(
      `update person set last_name = 'By hand' where email = 'user.1@example.com';
       update directory_state set revision = revision + 1`,
    )
    expect(await story.release(run.id)).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
  })

  it('was not seen in a plan that was made before it and applied after', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ set: [{ id: user(1)._id, patch: { firstName: 'Other' } }] })
    const plan = await story.run(integration.id, 'plan')
    await change(upper(integration))
    expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded', digest: plan.digest })
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' } })
  })

  it('goes on when it changes nothing', async () => {
    const integration = await launch(story)
    await change(
      mapped(integration, { target: 'email', source: { kind: 'field', field: 'email' }, pipes: 'lower' }),
    )
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded', fault: null })
  })

  it('stops at its plan, too, when all that it finds is that somebody is gone', async () => {
    const integration = await launch(story)
    await change(
      mapped(integration, { target: 'email', source: { kind: 'field', field: 'email' }, pipes: 'lower' }),
    )
    story.simulator.mutate({ remove: [user(4)._id] })
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' }, gone: 1 })
  })
})
