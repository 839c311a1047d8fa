import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import { configurationOf, newConfigurationStory } from '../../../test/runs/configuration.ts'
import { launch, type Story } from '../../../test/runs/story.ts'

let story: Story
let configuration: ReturnType<typeof configurationOf>
beforeAll(async () => {
  story = await newConfigurationStory()
  configuration = configurationOf(story)
})
afterAll(() => story.close())
beforeEach(() => configuration.restart())

it('is said without secrets, and is no change when it is said back', async () => {
  await launch(story, { contacts: ['ada@example.com'], schedule: { every: 'off' } })
  await configuration.post('../fields', { label: 'Badge', type: 'text' })
  await configuration.post('../webhooks', {
    name: 'Alerts',
    url: 'https://example.com/hooks',
    events: ['run.held'],
  })
  const files = await configuration.said()
  expect(files.integrations[0]).toMatchObject({
    name: 'Planhat',
    credential: 'Planhat',
    contacts: ['ada@example.com'],
  })
  expect(files.credentials[0]?.settings).toEqual({ baseUrl: story.origin })
  expect(JSON.stringify(files)).not.toMatch(/sim-token|whsec_/)
  expect(await configuration.said()).toEqual(files)
  expect(await configuration.plan(files)).toMatchObject({ steps: [], needs: [], kept: [], trials: [] })
})
