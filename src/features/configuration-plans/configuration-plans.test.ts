import { describe, expect, it } from 'vitest'
import { configurationStory, type Plan, type Said, shirt, steps } from '../../../test/runs/configuration.ts'
import { addCredential, addIntegration, launch } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'

const at = configurationStory()

describe('a plan of files', () => {
  it('says what would be made, and makes nothing', async () => {
    await addCredential(at.story)
    const files = { ...(await at.configuration.said()), fields: [shirt] }
    const integrations = [{ name: 'New', connector: 'planhat', load: 'users', credential: 'planhat' }]
    expect(steps(await at.configuration.plan({ ...files, integrations }))).toEqual([
      ['fields', 'create', 'shirt', 'key', 'label', 'type', 'options', 'order'],
      [
        'integrations',
        'create',
        'New',
        ...['name', 'connector', 'load', 'credential', 'preference', 'absent'],
      ],
    ])
    expect(await at.configuration.said()).toMatchObject({ fields: [], integrations: [] })
  })

  it('is applied only by a plan of the same digest', async () => {
    await addCredential(at.story)
    const files = { ...(await at.configuration.said()), fields: [shirt] }
    const made = await at.configuration.plan(files)
    const other = { ...files, fields: [{ ...shirt, label: 'T-shirt' }] }
    expect((await at.configuration.apply(other, made)).status).toBe(409)
    await at.configuration.post('../webhooks', {
      name: 'Alerts',
      url: 'https://example.com/hooks',
      events: ['run.held'],
    })
    expect((await at.configuration.apply(files, made)).status).toBe(200)
    expect((await at.configuration.apply(files, made)).status).toBe(409)
  })

  it.each<[string, (files: Said) => object, string, string]>([
    [
      'a key that is not known',
      (f) => ({ ...f, fields: [{ ...shirt, colour: 'red' }] }),
      'fields.0.colour',
      'not known',
    ],
    [
      'another type of a field',
      (f) => ({ ...f, fields: [{ ...f.fields[0], type: 'integer' }] }),
      'fields.0.type',
      'cannot be changed',
    ],
    ['two files of one name', (f) => ({ ...f, fields: [shirt, shirt] }), 'fields.1.key', 'another file'],
    [
      'a secret',
      (f) => ({ ...f, credentials: [{ ...f.credentials[0], settings: { apiToken: 'x' } }] }),
      'credentials.0.settings.apiToken',
      'is a secret',
    ],
    [
      'a credential there is not',
      (f) => ({ ...f, integrations: [{ ...f.integrations[0], credential: 'Other' }] }),
      'integrations.0.credential',
      'no credential "Other"',
    ],
    [
      'a mapping that does not fit',
      (f) => ({
        ...f,
        integrations: [
          {
            ...f.integrations[0],
            mapping: {
              entries: [{ target: 'nothing', source: { kind: 'field', field: 'email' } }],
              syncKeys: [],
            },
          },
        ],
      }),
      'integrations.0.mapping.entries.0',
      'nothing',
    ],
    [
      'another vendor',
      (f) => ({ ...f, integrations: [{ ...f.integrations[0], connector: 'other' }] }),
      'integrations.0.connector',
      'cannot be changed',
    ],
  ])('is refused for %s, named at its place', async (_, change, field, message) => {
    await addIntegration(at.story)
    await at.story.world.post('/api/fields', { label: 'Badge', type: 'text' })
    const { status, body } = await at.configuration.post<Refusal>(
      'plan',
      change(await at.configuration.said()),
    )
    expect([status, body.problems?.[0]?.field]).toEqual([422, field])
    expect(body.problems?.[0]?.message).toContain(message)
  })

  it('names the secrets that have to be entered first, and how', async () => {
    await addCredential(at.story)
    const { credentials, ...files } = await at.configuration.said()
    const [one] = credentials
    const moved = { ...one, settings: { baseUrl: 'https://api-us4.planhat.com' } }
    const wish = { ...files, credentials: [moved, { ...moved, name: 'Second', origins: undefined }] }
    const made = await at.configuration.plan(wish)
    expect(made.needs.map(({ command }) => command)).toEqual([
      'muster credentials edit "Planhat" --base-url https://api-us4.planhat.com',
      'muster credentials add planhat --name "Second" --base-url https://api-us4.planhat.com',
    ])
    const { status, body } = await at.configuration.apply(wish, made)
    expect([status, body.detail]).toEqual([409, expect.stringContaining('muster credentials edit "Planhat"')])
  })

  it('needs the right of everything that it changes', async () => {
    const somebody = at.story.world.as('configuration:write', 'fields:read')
    const { status, body } = await somebody.post<Refusal>('/api/configuration/plan', { fields: [shirt] })
    expect([status, body.detail]).toEqual([403, expect.stringContaining('fields:write')])
  })
})

describe('an apply of files', () => {
  it('makes fields, integrations and webhooks, which then are as the files say', async () => {
    await addCredential(at.story)
    const wish = {
      ...(await at.configuration.said()),
      fields: [
        { ...shirt, order: 2 },
        { key: 'badge', label: 'Door badge', type: 'text', unique: true, order: 1 },
      ],
      integrations: [
        {
          name: 'New',
          connector: 'planhat',
          load: 'users',
          credential: 'Planhat',
          mapping: {
            entries: [
              { target: 'email', source: { kind: 'field', field: 'email' } },
              { target: 'shirt', source: { kind: 'constant', value: 'S' } },
            ],
            syncKeys: [{ field: 'email', update: true }],
          },
          schedule: { every: 'day', at: '02:30', zone: 'Europe/Berlin' },
        },
      ],
      webhooks: [{ name: 'Alerts', url: 'https://example.com/hooks', events: ['run.held', 'run.failed'] }],
    }
    await at.configuration.change(wish)
    const after = await at.configuration.said()
    const { layouts: _, ...made } = wish
    expect(after).toMatchObject({ ...made, fields: wish.fields.toReversed().map(({ key }) => ({ key })) })
    expect(await at.configuration.plan(after)).toMatchObject({ steps: [] })
    expect(await at.configuration.plan(wish)).toMatchObject({ steps: [] })
    const { items } = (
      await at.story.world.get<{ items: { state: string; pausedBecause: string }[] }>('/api/webhooks')
    ).body
    expect(items).toEqual([
      expect.objectContaining({ state: 'paused', pausedBecause: expect.stringContaining('webhooks rotate') }),
    ])
  })

  it('renames what was called otherwise', async () => {
    await launch(at.story)
    const { integrations, ...files } = await at.configuration.said()
    const renamed = {
      ...files,
      integrations: integrations.map((each) => ({ ...each, name: 'HR', was: 'Planhat' })),
    }
    expect((await at.configuration.plan(renamed)).steps).toMatchObject([
      { verb: 'change', name: 'HR', was: 'Planhat' },
    ])
    await at.configuration.change(renamed)
    expect((await at.configuration.said()).integrations.map(({ name }) => name)).toEqual(['HR'])
    expect(await at.configuration.plan(renamed)).toMatchObject({ steps: [] })
  })

  it('does all of it or nothing', async () => {
    await addIntegration(at.story)
    const files = await at.configuration.said()
    const [one] = files.integrations
    const wish = {
      ...files,
      fields: [shirt],
      integrations: [
        { ...one, contacts: ['ada@example.com'], schedule: { every: 'day', at: '02:30', zone: 'Nowhere' } },
      ],
    }
    const { status, body } = await at.configuration.apply(wish, { digest: 'x' } as Plan)
    expect([status, body.code]).toEqual([409, 'conflict'])
    expect((await at.configuration.post<Refusal>('plan', wish)).body.problems?.[0]?.field).toBe(
      'integrations.0.schedule.zone',
    )
    expect(await at.configuration.said()).toEqual(files)
  })

  it('deletes what no file tells of only when asked, and never a credential in use or a field', async () => {
    await addIntegration(at.story, { name: 'One' })
    await addIntegration(at.story, { name: 'Two' })
    await at.story.world.post('/api/fields', { label: 'Badge', type: 'text' })
    await at.configuration.post('../webhooks', {
      name: 'Alerts',
      url: 'https://example.com/hooks',
      events: ['run.held'],
    })
    const files = await at.configuration.said()
    const less = { integrations: files.integrations.filter(({ name }) => name === 'One') }
    expect((await at.configuration.plan(less)).steps).toEqual([])
    const made = await at.configuration.plan({ ...less, prune: true })
    expect(steps(made)).toEqual([
      ['webhooks', 'delete', 'Alerts'],
      ['integrations', 'delete', 'Two'],
      ['credentials', 'delete', 'Two'],
    ])
    expect(made.kept.map(({ noun, name }) => [noun, name])).toEqual([
      ['fields', 'badge'],
      ['credentials', 'One'],
    ])
    await at.configuration.change({ ...less, prune: true })
    expect(await at.configuration.said()).toMatchObject({
      ...less,
      credentials: [{ name: 'One' }],
      fields: [{ key: 'badge' }],
      webhooks: [],
    })
  })

  it('does not take an option away that somebody has', async () => {
    await launch(at.story)
    await at.configuration.change({ fields: [shirt] })
    await at.configuration.query(`update person set shirt = 'S' where last_name = 'Last1'`)
    const fewer = { fields: [{ ...shirt, options: ['M', 'L'] }] }
    const { status, body } = await at.configuration.post<Refusal>('plan', fewer)
    expect([status, body.problems]).toEqual([
      422,
      [{ field: 'fields.0.options', message: '"S" cannot go: one person has it' }],
    ])
  })
})
