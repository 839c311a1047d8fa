import { afterEach, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { traces } from './directory.ts'
import { addIntegration, launch, mapped, newStory, type Run, type Story } from './story.ts'

const ada = {
  _id: '64a0000000000000000000ad',
  email: 'ada.unmistakable@example.com',
  firstName: 'Ada',
  lastName: 'Unmistakable',
}
const bob = { _id: '64a0000000000000000000b0', email: 'bob@example.com', firstName: 'Bob', lastName: 'B' }

/** No name is a date. */
const bornAsNamed = { target: 'born', source: { kind: 'field', field: 'firstName' } } as const

let story: Story
afterEach(() => story.close())

interface People {
  readonly items: readonly { readonly id: string; readonly values: { readonly username: string } }[]
}

async function people(search: string): Promise<People['items']> {
  return (await story.world.get<People>(`/api/people?search=${search}`)).body.items
}

async function eraseAda(): Promise<number> {
  const [found] = await people('unmistakable')
  const answer = await story.world.post(`/api/people/${found?.id}/erase`, {
    username: found?.values.username,
  })
  return answer.status
}

/** The tables in which there is a trace of her. */
const hers = async () => Object.keys(await traces(story.world, 'unmistakable|64a0000000000000000000ad'))

/** Whoever has seen a plan that is another by now looks at it, and releases it. */
async function releaseAnew({ id }: Run): Promise<Run> {
  expect(await story.release(id)).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
  return story.release(id)
}

it('a plan that waits goes on without whoever is erased meanwhile', async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  const { id } = await launch(story)
  const changes = [ada, bob].map(({ _id }) => ({ id: _id, patch: { lastName: 'Changed' } }))
  story.simulator.mutate({ set: changes })
  const plan = await story.run(id, 'plan')
  expect(await eraseAda()).toBe(204)
  expect(await releaseAnew(plan)).toMatchObject({
    state: 'succeeded',
    ledger: { read: 2, updated: 1, skipped: 1 },
  })
  expect(await story.outcomes(plan.id, 'skipped')).toMatchObject([
    { reason: 'erased', vendorId: '', account: null },
  ])
  const { rowCount } = await story.world.ctx.db.pool.query('select from saas_user')
  expect(rowCount).toBe(1)
})

it('nor does a plan of another integration bring them back, whether it had found them, was to create them, or failed at them', async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  const before = await addIntegration(story, { name: 'Before' })
  const creating = await story.run(before.id, 'plan')
  await launch(story)
  const after = await addIntegration(story, { name: 'After', selection: 'user' })
  const finding = await story.run(after.id, 'plan')
  await story.world.post('/api/fields', { label: 'Born', type: 'date' })
  const wrong = await addIntegration(story, { name: 'Wrong', mapping: mapped(after, bornAsNamed) })
  await story.run(wrong.id, 'plan')
  const draft = await addIntegration(story, { name: 'Draft' })
  await story.world.post(`/api/integrations/${draft.id}/sample`)

  expect(await eraseAda()).toBe(204)
  expect(await hers()).toEqual([])
  for (const run of [creating, finding])
    expect(await releaseAnew(run)).toMatchObject({ state: 'succeeded', ledger: { read: 2, skipped: 1 } })
  expect((await story.run(wrong.id, 'plan')).ledger).toMatchObject({ skipped: 1, failed: 1 })
  // Which ids a list has is kept for a week: whoever is missing is told from it.
  expect(await hers()).toEqual(['run_page'])
})

it('whoever only names them is alive: a plan that waits goes on with them, without the name', async () => {
  const chief = { target: 'chief', source: { kind: 'field', field: 'nickname' } } as const
  story = await newStory({ simulated: { users: [ada, { ...bob, nickName: ada.email }] } })
  const first = await launch(story)
  await story.world.post('/api/fields', { label: 'Chief', type: 'text' })
  const second = await addIntegration(story, { name: 'Second', mapping: mapped(first, chief) })
  const plan = await story.run(second.id, 'plan')
  expect(await eraseAda()).toBe(204)
  const { pool } = story.world.ctx.db
  const { rowCount } = await pool.query(
    `select from staged s join outcome o using (run_id, number) where run_id = $1 and (s, o)::text ~* 'unmistakable'`,
    [bareId('run', plan.id)],
  )
  expect(rowCount).toBe(0)
  expect(await story.outcomes(plan.id, 'updated')).toContainEqual(
    expect.objectContaining({ vendorId: bob._id }),
  )
  expect(await releaseAnew(plan)).toMatchObject({ state: 'succeeded', ledger: { read: 2, skipped: 1 } })
  expect(await story.outcomes(plan.id, 'skipped')).toMatchObject([{ reason: 'erased', vendorId: '' }])
  const { rows } = await pool.query(
    'select vendor_id, "row"->>\'chief\' as chief from source_record where source_id = $1',
    [bareId('int', second.id)],
  )
  expect(rows).toEqual([{ vendor_id: bob._id, chief: null }])
})

it('nobody is erased while a run is under way: it would not know whom to leave out', async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  await launch(story)
  const { id } = await addIntegration(story, { name: 'Second' })
  const { body } = await story.world.post<Run>(`/api/integrations/${id}/runs`, { mode: 'plan' })
  expect(await eraseAda()).toBe(409)
  await story.perform(body.id)
  expect(await eraseAda()).toBe(204)
})

it('a former address is theirs as long as nobody else has it', async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  const { id } = await launch(story)
  // They exchange their addresses, and hers becomes a third one.
  const patches = [
    { id: ada._id, patch: { email: 'later.unmistakable@example.com' } },
    { id: bob._id, patch: { email: ada.email } },
  ]
  story.simulator.mutate({ set: patches })
  await story.run(id, 'apply')
  expect(await people('later.unmistakable')).toHaveLength(1)
  const [theirs] = await people('later.unmistakable')
  const { username = '' } = theirs?.values ?? {}
  expect((await story.world.post(`/api/people/${theirs?.id}/erase`, { username })).status).toBe(204)
  story.simulator.mutate({ set: [{ id: bob._id, patch: { lastName: 'Later' } }] })
  const run = await story.run(id, 'apply')
  expect(run).toMatchObject({ ledger: { read: 2, updated: 1, skipped: 1 } })
})
