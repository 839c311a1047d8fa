import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Integration, launch, newStory, type Story } from './story.ts'

const user = (number: number) => ({
  _id: `64a0${number}`,
  email: `user.${number}@example.com`,
  inactive: false,
})

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: [1, 2, 3].map(user) } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

interface SaasUser {
  readonly application: { readonly instance: string }
  readonly unmaintainedAt: string | null
  readonly goneAt: string | null
}

/** What stands of every SaaS user: its instance, and whether it is unmaintained or gone. */
async function accounts(): Promise<readonly string[]> {
  const { body } = await story.world.get<{ items: SaasUser[] }>('/api/saas-users?limit=200')
  return body.items
    .map(({ application, unmaintainedAt, goneAt }) =>
      [application.instance, unmaintainedAt && 'unmaintained', goneAt && 'gone'].filter(Boolean).join(' '),
    )
    .sort()
}

describe('SaaS users that an integration no longer loads', () => {
  it.each<[string, Partial<Integration>, readonly string[], readonly string[]]>([
    ['people only', { selection: 'user' }, [], []],
    [
      'another application',
      { instance: 'emea' },
      ['emea', 'emea', 'emea'],
      ['emea gone', 'emea gone', 'emea gone'],
    ],
  ])(
    'because it loads %s, are unmaintained: the plan says how many, and its undo gives them back',
    async (_what, change, made, undone) => {
      const { id } = await launch(story)
      const plan = await story.propose(id, change)
      expect(plan).toMatchObject({ state: 'previewed', unmaintained: 3 })
      expect(await accounts()).toEqual(['', '', ''])
      await story.release(plan.id)
      expect(await accounts()).toEqual([...made, 'unmaintained', 'unmaintained', 'unmaintained'].sort())
      expect(await story.run(id, 'apply')).toMatchObject({ state: 'succeeded', unmaintained: 0 })
      const { body: undo } = await story.world.post<{ id: string }>(`/api/runs/${plan.id}/undo`)
      await story.perform(undo.id)
      expect((await story.release(undo.id)).state).toBe('succeeded')
      expect(await accounts()).toEqual(['', '', '', ...undone].sort())
      expect(await story.run(id, 'plan')).toMatchObject({ unmaintained: 3 })
    },
  )

  it('stay maintained where another integration loads them', async () => {
    await launch(story, { name: 'Other' })
    const { id } = await launch(story)
    const plan = await story.propose(id, { selection: 'user' })
    expect(plan.unmaintained).toBe(0)
    await story.release(plan.id)
    expect(await accounts()).toEqual(['', '', ''])
  })

  it('are shown anew when the other integration went after the plan was seen', async () => {
    const other = await launch(story, { name: 'Other' })
    const { id } = await launch(story)
    const plan = await story.propose(id, { selection: 'user' })
    await story.remove(other.id)
    expect(await story.release(plan.id)).toMatchObject({
      state: 'previewed',
      fault: { code: 'run.stale' },
      unmaintained: 3,
    })
    expect(await accounts()).toEqual(['', '', ''])
  })
})
