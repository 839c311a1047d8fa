import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { addIntegration, type Integration, newStory, type Story } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'
import { doSurvey } from './jobs.ts'
import type { SurveyAnswer } from './schema.ts'
import { queueSurvey, takeSurvey } from './store.ts'

type Survey = z.output<typeof SurveyAnswer>

const users = [
  { _id: '000000000000000000000001', email: 'ada@example.com', nickName: 'Ada' },
  { _id: '000000000000000000000002', email: 'BOB@example.com', nickName: 'Bob' },
  { _id: '000000000000000000000003', email: 'bob@example.com', nickName: 'Other Bob', inactive: true },
  { _id: '000000000000000000000004', nickName: 'Nobody' },
]

let story: Story
let draft: Integration
beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 2 })
})
afterAll(() => story.close())
beforeEach(async () => {
  await story.restart()
  draft = await addIntegration(story, { mapping: { entries: [], syncKeys: [] } })
})

const running = new AbortController().signal
const path = () => `/api/integrations/${draft.id}/survey`
async function survey(): Promise<Survey> {
  await story.world.post(path())
  await doSurvey(story.world.ctx, running)
  return (await story.world.get<Survey>(path())).body
}
const people = (...rows: readonly string[]) =>
  story.world.ctx.db.pool.query(
    rows.map((row) => `insert into person (username, email, archived_at) values (${row});`).join(''),
  )

describe('a survey of the whole list', () => {
  it('counts for every unique field who has none, shares one, or finds somebody', async () => {
    await people(`'a', 'Ada@example.com', null`, `'b', 'bob@example.com', null`, `'c', 'x@example.com', null`)
    const { state, read, records, keys } = await survey()
    expect([state, read, records]).toEqual(['done', 4, 4])
    expect(keys.find(({ key }) => key === 'email')).toEqual({
      key: 'email',
      label: 'Email',
      blank: 1,
      repeated: 1,
      meets: 3,
      disagrees: 0,
    })
  })

  it('names whom two fields of a record take for different people', async () => {
    await people(`'ada@example.com', 'one@example.com', null`, `'b', 'ada@example.com', null`)
    const { keys } = await survey()
    expect(keys.map(({ key, disagrees }) => [key, disagrees])).toEqual([
      ['email', 0],
      ['username', 1],
    ])
  })

  it('finds nobody who is archived', async () => {
    await people(`'a', 'ada@example.com', now()`)
    expect((await survey()).keys.every(({ meets }) => meets === 0)).toBe(true)
  })

  it('counts only who takes part', async () => {
    const conditions = { field: 'isInactive', operator: 'equals', value: true, not: true }
    await story.world.patch(`/api/integrations/${draft.id}`, { conditions })
    const { records, keys } = await survey()
    expect([records, keys.find(({ key }) => key === 'email')?.repeated]).toEqual([3, 0])
  })

  it('recommends the address where the username says the same', async () => {
    const conditions = { field: 'email', operator: 'equals', value: 'ada@example.com' }
    await story.world.patch(`/api/integrations/${draft.id}`, { conditions })
    expect((await survey()).advice?.keys).toEqual(['email'])
  })

  it('recommends, once there is a unique field for it, the id that everybody has', async () => {
    await story.world.post('/api/fields', { label: 'Planhat User ID', type: 'text', unique: true })
    const { advice } = await survey()
    expect(advice).toEqual({
      keys: ['planhat_user_id'],
      because: expect.stringContaining('each of 4 records has one, no two the same'),
    })
    await story.world.delete('/api/fields/planhat_user_id')
  })

  it('changes nobody', async () => {
    await survey()
    const { rows } = await story.world.ctx.db.pool.query('select from person')
    expect(rows).toEqual([])
  })
})

describe('a survey that cannot be done', () => {
  it('needs a credential, and says so at its field', async () => {
    await story.world.patch(`/api/integrations/${draft.id}`, { credentialId: null })
    const { status, body } = await story.world.post<Refusal>(path())
    expect([status, body.problems?.[0]?.field]).toEqual([422, 'credentialId'])
  })

  it('says why when the list cannot be read', async () => {
    story.simulator.revoke({ how: 'pause' })
    expect(await survey()).toMatchObject({ state: 'failed', fault: expect.stringContaining('token') })
  })

  it('is begun again by another worker when its own is gone', async () => {
    await story.world.post(path())
    await takeSurvey(story.world.ctx.db)
    expect(await doSurvey(story.world.ctx, running)).toBe(false)
    await story.world.ctx.db.pool.query(`update survey set lease_until = now() - interval '1 s'`)
    expect(await doSurvey(story.world.ctx, running)).toBe(true)
    expect((await story.world.get<Survey>(path())).body.state).toBe('done')
  })

  it('is given back when the program ends in the middle', async () => {
    await story.world.post(path())
    await doSurvey(story.world.ctx, AbortSignal.abort(new Error('stopping')))
    expect((await story.world.get<Survey>(path())).body).toMatchObject({ state: 'waiting', fault: null })
  })

  it('writes nothing more once it was asked for anew', async () => {
    await story.world.post(path())
    const old = await takeSurvey(story.world.ctx.db)
    await queueSurvey(story.world.ctx.db, old?.integration_id ?? '')
    await doSurvey(story.world.ctx, running)
    const { rows } = await story.world.ctx.db.pool.query('select fence from survey')
    expect(rows[0]?.fence).toBe((old?.fence ?? 0) + 2)
  })
})
