import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  addIntegration,
  type Integration,
  launch,
  newStory,
  type Run,
  type Story,
  usualMapping,
} from './story.ts'

const ada = {
  _id: '64a0000000000000000000ad',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'L',
  nickName: 'countess',
  externalId: 'private@example.org',
}
const bob = {
  ...ada,
  _id: '64a0000000000000000000b0',
  email: 'bob@example.com',
  nickName: 'bob',
  externalId: 'b@example.org',
}

let story: Story
beforeEach(async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  await launch(story)
})
afterEach(() => story.close())

async function eraseAda(): Promise<void> {
  const { body } = await story.world.get<{ items: { id: string }[] }>('/api/people?search=ada')
  const erased = await story.world.post(`/api/people/${body.items[0]?.id}/erase`, { username: ada.email })
  expect(erased.status).toBe(204)
}

/** Another instance, whose people are called by what nobody knew of them, and whose addresses are not mapped. */
function addStrange(): Promise<Integration> {
  const others = usualMapping.entries.filter(({ target }) => target !== 'username' && target !== 'email')
  const from = (target: string, field: string) => ({ target, source: { kind: 'field', field } }) as const
  const entries = [from('username', 'nickname'), from('email', 'externalId'), ...others]
  const mapping = { ...usualMapping, entries }
  return addIntegration(story, { name: 'Strange', instance: 'other', mapping })
}

const named = async ({ id }: Run) =>
  (await story.outcomes(id)).map(({ kind, reason, label }) => [kind, reason, label]).toSorted()
const bobAlone = [
  ['created', null, 'b@example.org'],
  ['skipped', 'erased', 'Somebody who was erased'],
]

it('nobody comes back under an unknown username where the vendor still says an address of theirs that is not mapped', async () => {
  await eraseAda()
  const { id } = await addStrange()
  expect(await named(await story.run(id, 'plan'))).toEqual(bobAlone)
})

it('nor by a plan that waits', async () => {
  const { id } = await addStrange()
  const plan = await story.run(id, 'plan')
  expect(plan.ledger).toMatchObject({ created: 2 })
  await eraseAda()
  expect(await story.release(plan.id)).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
  expect(await story.release(plan.id)).toMatchObject({ ledger: { created: 1, skipped: 1 } })
  expect((await story.world.get<{ items: object[] }>('/api/people?search=countess')).body.items).toEqual([])
})

it('nor by an integration that is set up anew for the same application, whatever their address is by now', async () => {
  await eraseAda()
  story.simulator.mutate({ set: [{ id: ada._id, patch: { email: 'later@example.com' } }] })
  const { id } = await addIntegration(story, { name: 'Anew' })
  expect((await story.run(id, 'plan')).ledger).toMatchObject({ created: 0, skipped: 1 })
})

it('a sample that is taken later shows neither their record nor one that names them', async () => {
  const { id } = await addIntegration(story, { name: 'Draft' })
  const take = () =>
    story.world
      .post<{ records: { label: string }[] }>(`/api/integrations/${id}/sample`)
      .then(({ body }) => body.records)
  expect(await take()).toHaveLength(2)
  await eraseAda()
  expect(await take()).toMatchObject([{ label: bob.email }])
  story.simulator.mutate({ set: [{ id: bob._id, patch: { nickName: ada.email } }] })
  expect(await take()).toEqual([])
})
