import { afterEach, expect, it } from 'vitest'
import { launch, newStory, type Run, type Story } from './story.ts'

const ada = {
  _id: '64a0000000000000000000ad',
  email: 'ada.unmistakable@example.com',
  firstName: 'Ada',
  lastName: 'Unmistakable',
}
const bob = { _id: '64a0000000000000000000b0', email: 'bob@example.com', firstName: 'Bob', lastName: 'B' }

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
