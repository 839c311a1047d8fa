import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../src/client/person.ts'
import { eventTypes } from '../../src/features/webhooks/schema.ts'
import { bareId } from '../../src/lib/ids.ts'
import { applyRun, perform } from '../by-hand.ts'
import { addIntegration, launch, newStory, type Story } from './story.ts'

// Some of them share an address, so that there are fewer people.
const many = 1200
let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: many } })
})
afterAll(() => story.close())
beforeEach(async () => {
  await story.restart()
  await story.world.ctx.db.pool.query('truncate webhook, webhook_event, webhook_delivery')
})

const listen = async (state: 'active' | 'paused' = 'active') => {
  const wanted = { name: 'Everything', url: 'https://example.com/hooks', events: [...eventTypes] }
  const { body } = await story.world.post<{ id: string }>('/api/webhooks', wanted)
  if (state === 'paused') await story.world.patch(`/api/webhooks/${body.id}`, { state })
}
interface Told {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly deliveries: number
}
/** By type: ids of one millisecond have no order. */
const told = async () => {
  const { rows } = await story.world.ctx.db.pool.query<Told>(
    `select type, data, (select count(*) from webhook_delivery where event_id = e.id) as deliveries
       from webhook_event e order by type, id`,
  )
  return rows
}

describe('webhooks are told in the transaction that makes it true', () => {
  it('of a first load of many in one event for people, one for accounts and one for the run', async () => {
    await listen()
    const { id } = await launch(story)
    const { items } = (await story.world.get<{ items: { id: string }[] }>('/api/runs')).body
    const path = `/api/runs/${items[0]?.id}/outcomes`
    const numbers = {
      created: expect.any(Number),
      changed: 0,
      gone: 0,
      runId: items[0]?.id,
      path,
      actor: 'test owner',
    }
    expect(await told()).toEqual([
      { type: 'people.changed', data: numbers, deliveries: 1 },
      { type: 'run.finished', data: expect.objectContaining({ integrationId: id }), deliveries: 1 },
      { type: 'saas-users.changed', data: { ...numbers, created: many }, deliveries: 1 },
    ])
  })

  it('of a held run and why, without anybody’s name', async () => {
    const { id } = await launch(story)
    await listen()
    story.simulator.mutate({ deactivate: 500 })
    await story.run(id, 'apply')
    const [held] = await told()
    expect(held).toMatchObject({
      type: 'run.held',
      data: {
        state: 'held',
        fault: { code: 'run.held' },
        brakes: [{ brake: 'deactivations' }, { brake: 'day' }],
      },
    })
    expect(JSON.stringify(held)).not.toMatch(/samples|@example/)
  })

  it('of a failed run, whoever ends it', async () => {
    const { id } = await launch(story)
    await listen()
    await story.world.post(`/api/integrations/${id}/runs`, { mode: 'apply' })
    await story.world.ctx.db.pool.query(`update run set state = 'failed' where state = 'queued'`)
    expect((await told()).map(({ type }) => type)).toEqual(['run.failed'])
  })

  it('of nothing while a plan that was asked for waits for whoever asked', async () => {
    await listen()
    const { id } = await addIntegration(story)
    await story.run(id, 'plan')
    expect(await told()).toEqual([])
  })

  it('of nothing that an apply wrote before it was rolled back', async () => {
    const { id } = await launch(story)
    await listen()
    story.simulator.mutate({ rename: 3 })
    await story.world.ctx.db.pool.query(
      `alter table run add constraint no_end check (state <> 'succeeded') not valid`,
    )
    const run = await story.run(id, 'apply')
    await story.world.ctx.db.pool.query('alter table run drop constraint no_end')
    expect(run.state).toBe('failed')
    expect((await told()).map(({ type }) => type)).toEqual(['run.failed'])
  })

  it('of accounts that nobody maintains any more, which belongs to no run', async () => {
    const { id } = await launch(story)
    await story.world.ctx.db.pool.query(
      `delete from source_record where source_id = $1 and vendor_id not in (select vendor_id from source_record order by vendor_id limit 2)`,
      [bareId('int', id)],
    )
    await listen('paused')
    await story.remove(id)
    expect(await told()).toEqual(
      [1, 2].map(() => ({
        type: 'saas-user.changed',
        data: expect.objectContaining({
          fields: ['unmaintained'],
          runId: null,
          application: { vendor: 'Planhat', instance: '' },
        }),
        deliveries: 0,
      })),
    )
  })

  it.each(['alone', 'among many'])(
    'of no field that is given back and stays as it is, of somebody %s',
    async (how) => {
      await launch(story)
      await listen()
      const { body } = await story.world.get<{ items: Person[] }>('/api/people?limit=1')
      const [{ id, values } = expect.fail('nobody')] = body.items
      const giveBack = async (...fields: string[]) => {
        const said = { last_name: values.last_name, title: 'Countess' }
        await story.world.patch(`/api/people/${id}`, { values: said })
        await story.world.ctx.db.pool.query('truncate webhook_event, webhook_delivery')
        if (how === 'alone') await story.world.patch(`/api/people/${id}`, { giveBack: fields })
        else {
          const edit = { act: 'edit', giveBack: fields, people: { ids: [id] } }
          const run = await story.world.post<{ id: string }>('/api/bulk-edits', edit)
          await applyRun(story.world, await perform(story.world, run.body.id), '/api/bulk-edits')
        }
        return (await told()).filter(({ type }) => !type.startsWith('run.'))
      }
      expect(await giveBack('last_name')).toEqual([])
      expect(await giveBack('last_name', 'title')).toMatchObject([
        { type: 'person.changed', data: { fields: ['title'] } },
      ])
    },
  )

  it('of nothing at all, and at no cost, where nobody listens', async () => {
    await launch(story)
    expect(await told()).toEqual([])
  })
})
