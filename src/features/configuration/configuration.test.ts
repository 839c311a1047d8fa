import { describe, expect, it } from 'vitest'
import { configurationStory, steps } from '../../../test/runs/configuration.ts'
import { launch } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'

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

describe('Muster’s own fields', () => {
  it('are in files as far as they are called otherwise, and come back as they were', async () => {
    await at.configuration.post('../fields', { label: 'Badge', type: 'text' })
    expect((await at.configuration.said()).fields.map(({ key }) => key)).toEqual(['badge'])
    await rename('title', 'Job title')
    await putInOrder(['badge', 'title', 'email'])
    await putInOrder(['device.model', 'device.name'])
    const files = await at.configuration.said()
    const [own] = files.fields
    expect([own?.key, files.fields[1]]).toMatchObject(['badge', { key: 'title', label: 'Job title' }])
    const [people] = files.layouts
    expect(people?.fields.filter((key) => ['badge', 'title', 'email'].includes(key))).toEqual([
      'badge',
      'title',
      'email',
    ])

    await rename('title', 'Title')
    await putInOrder(['email', 'badge', 'title'])
    await putInOrder(['device.name', 'device.model'])
    expect(steps(await at.configuration.plan(files))).toEqual([
      ['fields', 'change', 'title', 'label'],
      ['layouts', 'change', 'person', 'fields'],
      ['layouts', 'change', 'device', 'fields'],
    ])
    await at.configuration.change(files)
    expect(await at.configuration.said()).toEqual(files)
    expect(await at.configuration.plan(files)).toMatchObject({ steps: [], kept: [] })
  })

  it('that are retired have no place in a layout, and stay retired where a file still names them', async () => {
    const { world } = at.story
    await world.post('/api/fields', { label: 'Badge', type: 'text' })
    const before = (await at.configuration.said()).layouts
    await world.patch('/api/fields/badge', { retired: true })
    const after = (await at.configuration.said()).layouts
    expect([before[0]?.fields.includes('badge'), after[0]?.fields.includes('badge')]).toEqual([true, false])
    expect(await at.configuration.plan({ layouts: before })).toMatchObject({ steps: [] })
    expect(await at.configuration.plan({ layouts: after })).toMatchObject({ steps: [] })
  })

  it('are put in order with new ones, and where a layout leaves some out, these stay', async () => {
    const before = (await at.configuration.said()).layouts[0]?.fields ?? []
    const badge = { key: 'badge', label: 'Badge', type: 'text' }
    const files = { fields: [badge], layouts: [{ object: 'person', fields: ['badge', before[0]] }] }
    await at.configuration.change(files)
    const after = (await at.configuration.said()).layouts[0]?.fields
    expect(after).toEqual(['badge', ...before.slice(1), before[0]])
    expect(await at.configuration.plan(files)).toMatchObject({ steps: [] })
  })

  it.each<[object, string, string]>([
    [{ fields: [{ key: 'title', label: 'Job', mandatory: true }] }, 'fields.0.mandatory', 'own field'],
    [{ fields: [{ key: 'shoes', label: 'Shoes' }] }, 'fields.0.type', 'is missing'],
    [
      { layouts: [{ object: 'person', fields: ['shoes'] }] },
      'layouts.0.fields.0',
      'there is no field "shoes"',
    ],
    [{ layouts: [{ object: 'person', fields: ['email', 'email'] }] }, 'layouts.0.fields.1', 'twice'],
    [{ layouts: [{ object: 'person' }, { object: 'person' }] }, 'layouts.1.object', 'another file'],
  ])('are refused %j', async (files, field, message) => {
    const { status, body } = await at.configuration.post<Refusal>('plan', files)
    expect([status, body.problems]).toEqual([422, [{ field, message: expect.stringContaining(message) }]])
  })
})

const rename = (key: string, label: string) => at.story.world.patch(`/api/fields/${key}`, { label })
const putInOrder = (keys: readonly string[]) => at.story.world.put('/api/fields/order', { keys })
