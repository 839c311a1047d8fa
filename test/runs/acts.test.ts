import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, newStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await newStory({
    simulated: { users: [{ _id: '64a000000000000000000001', email: 'a@example.com' }] },
  })
})
afterAll(() => story.close())

interface Shown {
  readonly act: string
  readonly who: { readonly way: string; readonly name: string }
  readonly digest: string | null
}

it('a launch is a chain of acts: asked for and released by a person, applied by the worker, with one digest', async () => {
  await launch(story, { name: 'Ours' })
  const { body } = await story.world.get<{ items: Shown[] }>('/api/activity?act=run')
  const acts = body.items.toReversed()
  expect(acts.map(({ act, who }) => [act, who.way, who.name])).toEqual([
    ['run.asked', 'socket', 'test owner'],
    ['run.released', 'socket', 'test owner'],
    ['run.applied', 'worker', 'test owner'],
  ])
  const [, released, applied] = acts
  expect(applied?.digest).toMatch(/^[0-9a-f]{64}$/)
  expect(released?.digest).toBe(applied?.digest)
})
