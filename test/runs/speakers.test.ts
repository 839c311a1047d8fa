import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../src/client/person.ts'
import {
  addIntegration,
  type Integration,
  launch,
  newStory,
  type Story,
  upper,
  usualMapping,
} from './story.ts'

const user = (number: number) => ({
  _id: `64a00000000000000000000${number}`,
  email: `user.${number}@example.com`,
  firstName: `First${number}`,
  lastName: `Last${number}`,
  nickName: `Nick${number}`,
  inactive: false,
})
const users = [1, 2, 3, 4].map(user)
const [one = ''] = users.map(({ _id }) => _id)

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

async function people(): Promise<readonly Person[]> {
  const { body } = await story.world.get<{ items: Person[] }>('/api/people?sort=email&limit=200')
  return body.items
}
const lastNames = async () => (await people()).map(({ values }) => values.last_name)
const run = ({ id }: Integration) => story.run(id, 'apply')

/** Loads the same people, and says their last names in capitals. */
async function launchSecond(): Promise<Integration> {
  const draft = await addIntegration(story, { name: 'Second' })
  await story.world.patch(`/api/integrations/${draft.id}`, { mapping: upper(draft) })
  await story.release((await story.run(draft.id, 'plan')).id)
  return draft
}

describe('whoever no longer says anything', () => {
  it('leaves the word to the next source: a deleted integration, as soon as that one is run', async () => {
    const first = await launch(story)
    const second = await launchSecond()
    expect(await lastNames()).toEqual(['Last1', 'Last2', 'Last3', 'Last4'])
    await story.remove(first.id)
    expect(await lastNames()).toEqual(['Last1', 'Last2', 'Last3', 'Last4'])
    expect((await run(second)).ledger).toMatchObject({ updated: 4 })
    expect(await lastNames()).toEqual(['LAST1', 'LAST2', 'LAST3', 'LAST4'])
    expect((await run(second)).ledger).toMatchObject({ unchanged: 4 })
  })

  it('says so where it is asked why a value is here', async () => {
    const first = await launch(story)
    const second = await launchSecond()
    await story.remove(first.id)
    await run(second)
    const [person] = await people()
    const { body } = await story.world.get<{ claims: { isWinner: boolean; reason: string | null }[] }>(
      `/api/people/${person?.id}/claims/last_name`,
    )
    expect(body.claims).toMatchObject([
      { integrationName: 'Second', value: 'LAST1', isWinner: true },
      { integrationName: 'deleted integration', isWinner: false, reason: 'over' },
    ])
  })

  it('leaves the word of those whom its conditions leave out', async () => {
    const first = await launch(story)
    const second = await launchSecond()
    const conditions = { field: 'email', operator: 'equals', value: 'user.1@example.com', not: true } as const
    await story.release((await story.propose(first.id, { conditions })).id)
    expect((await run(second)).ledger).toMatchObject({ updated: 1, unchanged: 3 })
    expect(await lastNames()).toEqual(['LAST1', 'Last2', 'Last3', 'Last4'])
  })

  it('leaves the word of a field that it no longer maps', async () => {
    const first = await launch(story)
    const second = await launchSecond()
    const entries = usualMapping.entries.filter(({ target }) => target !== 'last_name')
    await story.release((await story.propose(first.id, { mapping: { ...usualMapping, entries } })).id)
    expect(await lastNames()).toEqual(['Last1', 'Last2', 'Last3', 'Last4'])
    expect((await run(second)).ledger).toMatchObject({ updated: 4 })
    expect(await lastNames()).toEqual(['LAST1', 'LAST2', 'LAST3', 'LAST4'])
  })
})

describe('a new record with the address of somebody who is gone', () => {
  const anew = { ...user(1), _id: '64a000000000000000000009', lastName: 'Married' }

  it('waits until a person looks at the plan: it may be somebody else', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [one], add: [anew] })
    const told = await run(integration)
    expect(told).toMatchObject({ gone: 1, ledger: { read: 4, held: 1, unchanged: 3 } })
    expect(told.brakes.map(({ brake }) => brake)).toEqual(['reused'])
    expect(await story.outcomes(told.id, 'held')).toMatchObject([
      { reason: 'address_reused', vendorId: anew._id },
    ])
    expect(await lastNames()).toEqual(['Last1', 'Last2', 'Last3', 'Last4'])
    expect((await run(integration)).ledger).toMatchObject({ held: 1 })
  })

  it('is the same person once somebody has looked, and the living record speaks', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [one], add: [anew] })
    const plan = await story.run(integration.id, 'plan')
    expect(await story.outcomes(plan.id, 'updated')).toMatchObject([
      { vendorId: anew._id, changes: [{ field: 'last_name', before: 'Last1', after: 'Married' }] },
    ])
    await story.release(plan.id)
    expect(await lastNames()).toEqual(['Married', 'Last2', 'Last3', 'Last4'])
    expect((await run(integration)).ledger).toMatchObject({ unchanged: 4, held: 0 })
  })
})
