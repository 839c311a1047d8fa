import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Refusal } from '../world.ts'
import { type Integration, launch, newStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: 4 } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

describe('a credential that is changed itself', () => {
  const change = (integration: Integration, edit: object) =>
    story.world.patch(`/api/credentials/${integration.credentialId}`, edit)

  it('has the next run of each integration show what it finds, and wait', async () => {
    const integration = await launch(story)
    const waiting = await story.run(integration.id, 'plan')
    await change(integration, { settings: { apiToken: 'sim-token' } })
    const late = await story.world.post<Refusal>(`/api/runs/${waiting.id}/apply`, { digest: waiting.digest })
    expect([late.status, late.body.code]).toEqual([409, 'run.stale'])
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({
      state: 'previewed',
      fault: {
        code: 'run.unseen',
        message: expect.stringContaining('credential of this integration was changed'),
      },
    })
    await story.release(run.id)
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded' })
  })

  it('in its name alone changes nothing', async () => {
    const integration = await launch(story)
    await change(integration, { name: 'Renamed', settings: { baseUrl: story.origin } })
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded' })
  })
})
