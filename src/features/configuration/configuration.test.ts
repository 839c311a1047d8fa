import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  addCredential,
  addIntegration,
  launch,
  newStory,
  type Refusal,
  type Run,
  type Story,
} from '../../../test/runs/story.ts'
import type { ConfigurationApplied, ConfigurationPlan, Files, ImpactAnswer } from './schema.ts'

type Said = z.output<typeof Files>
type Plan = z.output<typeof ConfigurationPlan>
type Applied = z.output<typeof ConfigurationApplied>

const user = (number: number) => ({
  _id: `64a00000000000000000000${number}`,
  email: `user.${number}@example.com`,
  firstName: `First${number}`,
  lastName: `Last${number}`,
  nickName: `Nick${number}`,
  inactive: false,
})
let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users: [user(1), user(2), user(3)] } })
})
afterAll(() => story.close())
beforeEach(async () => {
  await story.restart()
  await query('truncate webhook cascade')
  for (const { key } of (await said()).fields) await query(`alter table person drop column ${key}`)
  await query('delete from field where not core')
})

const query = (sql: string) => story.world.ctx.db.pool.query(sql)
const said = async () => (await story.world.get<Said>('/api/configuration')).body
const post = <T>(path: string, body: object) => story.world.post<T>(`/api/configuration/${path}`, body)
const plan = async (files: object) => {
  const { status, body } = await post<Plan & Refusal>('plan', files)
  expect(body.detail).toBeUndefined()
  expect(status).toBe(200)
  return body
}
const apply = (files: object, { digest }: Plan, seen: readonly object[] = []) =>
  post<Applied & Refusal>('apply', { ...files, digest, seen })
/** Does the runs that a plan asks for, and answers them as somebody who looked at their plans. */
const look = async ({ trials }: Plan) => {
  const runs: Run[] = []
  for (const { runId } of trials) runs.push(await story.perform(runId))
  return runs.map(({ id, digest }) => ({ runId: id, digest }))
}
const steps = ({ steps: all }: Plan) =>
  all.map(({ noun, verb, name, changes }) => [noun, verb, name, ...changes.map(({ path }) => path)])

const shirt = { key: 'shirt', label: 'Shirt', type: 'choice', options: ['S', 'M'] }
const upper = (files: Said): Said => ({
  ...files,
  integrations: files.integrations.map(({ mapping, ...rest }) => {
    const entries = mapping.entries.map((each) =>
      each.target === 'last_name' ? { ...each, pipes: 'upper' } : each,
    )
    return { ...rest, mapping: { ...mapping, entries } }
  }),
})

describe('what is configured', () => {
  it('is said without secrets, and is no change when it is said back', async () => {
    await launch(story, { contacts: ['ada@example.com'], schedule: { every: 'off' } })
    await post('../fields', { label: 'Badge', type: 'text' })
    await post('../webhooks', { name: 'Alerts', url: 'https://example.com/hooks', events: ['run.held'] })
    const files = await said()
    expect(files.integrations[0]).toMatchObject({
      name: 'Planhat',
      credential: 'Planhat',
      contacts: ['ada@example.com'],
    })
    expect(files.credentials[0]?.settings).toEqual({ baseUrl: story.origin })
    expect(JSON.stringify(files)).not.toMatch(/sim-token|whsec_/)
    expect(await said()).toEqual(files)
    expect(await plan(files)).toMatchObject({ steps: [], needs: [], kept: [], trials: [] })
  })
})

describe('a plan of files', () => {
  it('says what would be made, and makes nothing', async () => {
    await addCredential(story)
    const files = { ...(await said()), fields: [shirt] }
    const integrations = [{ name: 'New', connector: 'planhat', load: 'users', credential: 'planhat' }]
    expect(steps(await plan({ ...files, integrations }))).toEqual([
      ['fields', 'create', 'shirt', 'key', 'label', 'type', 'options', 'order'],
      [
        'integrations',
        'create',
        'New',
        ...['name', 'connector', 'load', 'credential', 'preference', 'absent'],
      ],
    ])
    expect(await said()).toMatchObject({ fields: [], integrations: [] })
  })

  it('finds out whom a change would change, from stored records and without asking the vendor', async () => {
    await launch(story)
    const files = upper(await said())
    const asked = story.simulator.state().requests
    const made = await plan(files)
    expect(steps(made)).toEqual([['integrations', 'change', 'Planhat', 'mapping.entries.last_name.pipes']])
    const [seen] = await look(made)
    const { body } = await story.world.get<z.output<typeof ImpactAnswer>>(
      `/api/configuration/impacts/${seen?.runId}`,
    )
    expect(body.fields).toEqual([
      {
        object: 'person',
        field: 'last_name',
        label: 'Last name',
        count: 3,
        samples: [1, 2, 3].map((n) => ({
          label: `user.${n}@example.com`,
          before: `Last${n}`,
          after: `LAST${n}`,
        })),
      },
    ])
    expect(story.simulator.state().requests).toBe(asked)
    const { items } = (await story.world.get<{ items: { proposal: null }[] }>('/api/integrations')).body
    expect(items[0]?.proposal).toBeNull()
    expect((await story.world.get<{ items: [] }>('/api/notices')).body.items).toEqual([])
  })

  it('is applied only by a plan of the same digest', async () => {
    await addCredential(story)
    const files = { ...(await said()), fields: [shirt] }
    const made = await plan(files)
    const other = { ...files, fields: [{ ...shirt, label: 'T-shirt' }] }
    expect((await apply(other, made)).status).toBe(409)
    await post('../webhooks', { name: 'Alerts', url: 'https://example.com/hooks', events: ['run.held'] })
    expect((await apply(files, made)).status).toBe(200)
    expect((await apply(files, made)).status).toBe(409)
  })

  it('whose runs were tried cannot be released beside its files', async () => {
    await launch(story)
    const made = await plan(upper(await said()))
    const [seen] = await look(made)
    const { status, body } = await story.world.post<Refusal>(`/api/runs/${seen?.runId}/apply`, {
      digest: seen?.digest,
    })
    expect([status, body.code]).toEqual([409, 'run.state'])
    expect(body.detail).toContain('muster apply')
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
    await addIntegration(story)
    await story.world.post('/api/fields', { label: 'Badge', type: 'text' })
    const { status, body } = await post<Refusal>('plan', change(await said()))
    expect([status, body.problems?.[0]?.field]).toEqual([422, field])
    expect(body.problems?.[0]?.message).toContain(message)
  })

  it('names the secrets that have to be entered first, and how', async () => {
    await addCredential(story)
    const { credentials, ...files } = await said()
    const [one] = credentials
    const moved = { ...one, settings: { baseUrl: 'https://api-us4.planhat.com' } }
    const wish = { ...files, credentials: [moved, { ...moved, name: 'Second', origins: undefined }] }
    const made = await plan(wish)
    expect(made.needs.map(({ command }) => command)).toEqual([
      'muster credentials edit "Planhat" --base-url https://api-us4.planhat.com',
      'muster credentials add planhat --name "Second" --base-url https://api-us4.planhat.com',
    ])
    const { status, body } = await apply(wish, made)
    expect([status, body.detail]).toEqual([409, expect.stringContaining('muster credentials edit "Planhat"')])
  })

  it('needs the right of everything that it changes', async () => {
    const somebody = story.world.as('configuration:write', 'fields:read')
    const { status, body } = await somebody.post<Refusal>('/api/configuration/plan', { fields: [shirt] })
    expect([status, body.detail]).toEqual([403, expect.stringContaining('fields:write')])
  })

  it('says whom it would change only to those who may see runs, and lets no others have its runs applied', async () => {
    await launch(story)
    const files = upper(await said())
    const made = await plan(files)
    const seen = await look(made)
    const rights = ['configuration:write', 'integrations:read', 'integrations:write'] as const
    const somebody = story.world.as(...rights)
    const { integrations } = files
    const impact = await somebody.get<Refusal>(`/api/configuration/impacts/${seen[0]?.runId}`)
    const wish = { integrations, digest: made.digest, seen }
    const applied = await somebody.post<Refusal>('/api/configuration/apply', wish)
    expect([impact.status, impact.body.detail]).toEqual([403, expect.stringContaining('runs:read')])
    expect([applied.status, applied.body.detail]).toEqual([403, expect.stringContaining('runs:write')])
  })
})

describe('an apply of files', () => {
  const change = async (files: object) => {
    const made = await plan(files)
    const seen = await look(made)
    const { body } = await apply(files, made, seen)
    for (const { runId, released } of body.runs) if (released) await story.perform(runId)
    return body
  }

  it('makes fields, integrations and webhooks, which then are as the files say', async () => {
    await addCredential(story)
    const wish = {
      ...(await said()),
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
    await change(wish)
    const after = await said()
    expect(after).toMatchObject({ ...wish, fields: wish.fields.toReversed().map(({ key }) => ({ key })) })
    expect(await plan(after)).toMatchObject({ steps: [] })
    expect(await plan(wish)).toMatchObject({ steps: [] })
    const { items } = (
      await story.world.get<{ items: { state: string; pausedBecause: string }[] }>('/api/webhooks')
    ).body
    expect(items).toEqual([
      expect.objectContaining({ state: 'paused', pausedBecause: expect.stringContaining('webhooks rotate') }),
    ])
  })

  it('has a change take effect by the plan that was looked at', async () => {
    await launch(story)
    const files = upper(await said())
    expect((await change(files)).runs).toEqual([expect.objectContaining({ released: true })])
    expect(await said()).toEqual(files)
    const { rows } = await query('select last_name from person order by 1')
    expect(rows.map(({ last_name }) => last_name)).toEqual(['LAST1', 'LAST2', 'LAST3'])
  })

  it('leaves a change waiting that nobody looked at', async () => {
    const { id } = await launch(story)
    const files = upper(await said())
    const { body } = await apply(files, await plan(files))
    expect(body.runs).toEqual([{ integration: 'Planhat', runId: expect.any(String), released: false }])
    const { proposal } = (await story.world.get<{ proposal: { runId: string } }>(`/api/integrations/${id}`))
      .body
    expect(proposal.runId).toBe(body.runs[0]?.runId)
    expect((await query("select from person where last_name like 'LAST%'")).rowCount).toBe(0)
  })

  it('leaves a change waiting whose field was not there when its plan was made', async () => {
    await launch(story)
    const before = await said()
    const entry = { target: 'shirt', source: { kind: 'constant', value: 'S' } } as const
    const integrations = before.integrations.map(({ mapping, ...rest }) => ({
      ...rest,
      mapping: { ...mapping, entries: [...mapping.entries, entry] },
    }))
    const files = { ...before, fields: [shirt], integrations }
    const made = await plan(files)
    expect(made).toMatchObject({ trials: [], untried: [{ integration: 'Planhat' }] })
    expect((await change(files)).runs).toMatchObject([{ released: false }])
  })

  it('renames what was called otherwise', async () => {
    await launch(story)
    const { integrations, ...files } = await said()
    const renamed = {
      ...files,
      integrations: integrations.map((each) => ({ ...each, name: 'HR', was: 'Planhat' })),
    }
    expect((await plan(renamed)).steps).toMatchObject([{ verb: 'change', name: 'HR', was: 'Planhat' }])
    await change(renamed)
    expect((await said()).integrations.map(({ name }) => name)).toEqual(['HR'])
    expect(await plan(renamed)).toMatchObject({ steps: [] })
  })

  it('does all of it or nothing', async () => {
    await addIntegration(story)
    const files = await said()
    const [one] = files.integrations
    const wish = {
      ...files,
      fields: [shirt],
      integrations: [
        { ...one, contacts: ['ada@example.com'], schedule: { every: 'day', at: '02:30', zone: 'Nowhere' } },
      ],
    }
    const { status, body } = await apply(wish, { digest: 'x' } as Plan)
    expect([status, body.code]).toEqual([409, 'conflict'])
    expect((await post<Refusal>('plan', wish)).body.problems?.[0]?.field).toBe('integrations.0.schedule.zone')
    expect(await said()).toEqual(files)
  })

  it('deletes what no file tells of only when asked, and never a credential in use or a field', async () => {
    await addIntegration(story, { name: 'One' })
    await addIntegration(story, { name: 'Two' })
    await story.world.post('/api/fields', { label: 'Badge', type: 'text' })
    await post('../webhooks', { name: 'Alerts', url: 'https://example.com/hooks', events: ['run.held'] })
    const files = await said()
    const less = { integrations: files.integrations.filter(({ name }) => name === 'One') }
    expect((await plan(less)).steps).toEqual([])
    const made = await plan({ ...less, prune: true })
    expect(steps(made)).toEqual([
      ['webhooks', 'delete', 'Alerts'],
      ['integrations', 'delete', 'Two'],
      ['credentials', 'delete', 'Two'],
    ])
    expect(made.kept.map(({ noun, name }) => [noun, name])).toEqual([
      ['fields', 'badge'],
      ['credentials', 'One'],
    ])
    await change({ ...less, prune: true })
    expect(await said()).toMatchObject({
      ...less,
      credentials: [{ name: 'One' }],
      fields: [{ key: 'badge' }],
      webhooks: [],
    })
  })

  it('does not take an option away that somebody has', async () => {
    await launch(story)
    await change({ fields: [shirt] })
    await query(`update person set shirt = 'S' where last_name = 'Last1'`)
    const fewer = { fields: [{ ...shirt, options: ['M', 'L'] }] }
    const { status, body } = await post<Refusal>('plan', fewer)
    expect([status, body.problems]).toEqual([
      422,
      [{ field: 'fields.0.options', message: '"S" cannot go: one person has it' }],
    ])
  })
})
