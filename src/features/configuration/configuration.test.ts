import { expect, it } from 'vitest'
import { configurationStory } from '../../../test/runs/configuration.ts'
import { launch } from '../../../test/runs/story.ts'

const at = configurationStory()

it('is said without secrets, and is no change when it is said back', async () => {
  await launch(at.story, { contacts: ['ada@example.com'], schedule: { every: 'off' } })
  await at.configuration.post('../fields', { label: 'Badge', type: 'text' })
  await at.configuration.post('../webhooks', {
    name: 'Alerts',
    url: 'https://example.com/hooks',
    events: ['run.held'],
  })
  const files = await at.configuration.said()
  expect(files.integrations[0]).toMatchObject({
    name: 'Planhat',
    credential: 'Planhat',
    contacts: ['ada@example.com'],
  })
  expect(files.credentials[0]?.settings).toEqual({ baseUrl: at.story.origin })
  expect(JSON.stringify(files)).not.toMatch(/sim-token|whsec_/)
  expect(await at.configuration.said()).toEqual(files)
  expect(await at.configuration.plan(files)).toMatchObject({ steps: [], needs: [], kept: [], trials: [] })
})
