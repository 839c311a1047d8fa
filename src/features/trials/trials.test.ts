import { expect, it } from 'vitest'
import type { z } from 'zod'
import { configurationStory, shirt, steps, upper } from '../../../test/runs/configuration.ts'
import { launch } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'
import type { ImpactAnswer } from './schema.ts'

const at = configurationStory()

it('finds out whom a change would change, from stored records and without asking the vendor', async () => {
  await launch(at.story)
  const files = upper(await at.configuration.said())
  const asked = at.story.simulator.state().requests
  const made = await at.configuration.plan(files)
  expect(steps(made)).toEqual([['integrations', 'change', 'Planhat', 'mapping.entries.last_name.pipes']])
  const [seen] = await at.configuration.look(made)
  const { body } = await at.story.world.get<z.output<typeof ImpactAnswer>>(
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
  expect(at.story.simulator.state().requests).toBe(asked)
  const { items } = (await at.story.world.get<{ items: { proposal: null }[] }>('/api/integrations')).body
  expect(items[0]?.proposal).toBeNull()
  expect((await at.story.world.get<{ items: [] }>('/api/notices')).body.items).toEqual([])
})

it('whose runs were tried cannot be released beside its files', async () => {
  await launch(at.story)
  const made = await at.configuration.plan(upper(await at.configuration.said()))
  const [seen] = await at.configuration.look(made)
  const { status, body } = await at.story.world.post<Refusal>(`/api/runs/${seen?.runId}/apply`, {
    digest: seen?.digest,
  })
  expect([status, body.code]).toEqual([409, 'run.state'])
  expect(body.detail).toContain('muster apply')
})

it('says whom it would change only to those who may see runs, and lets no others have its runs applied', async () => {
  await launch(at.story)
  const files = upper(await at.configuration.said())
  const made = await at.configuration.plan(files)
  const seen = await at.configuration.look(made)
  const rights = ['configuration:write', 'integrations:read', 'integrations:write'] as const
  const somebody = at.story.world.as(...rights)
  const { integrations } = files
  const impact = await somebody.get<Refusal>(`/api/configuration/impacts/${seen[0]?.runId}`)
  const wish = { integrations, digest: made.digest, seen }
  const applied = await somebody.post<Refusal>('/api/configuration/apply', wish)
  expect([impact.status, impact.body.detail]).toEqual([403, expect.stringContaining('runs:read')])
  expect([applied.status, applied.body.detail]).toEqual([403, expect.stringContaining('runs:write')])
})

it('has a change take effect by the plan that was looked at', async () => {
  await launch(at.story)
  const files = upper(await at.configuration.said())
  expect((await at.configuration.change(files)).runs).toEqual([expect.objectContaining({ released: true })])
  expect(await at.configuration.said()).toEqual(files)
  const { rows } = await at.configuration.query('select last_name from person order by 1')
  expect(rows.map(({ last_name }) => last_name)).toEqual(['LAST1', 'LAST2', 'LAST3'])
})

it('leaves a change waiting that nobody looked at', async () => {
  const { id } = await launch(at.story)
  const files = upper(await at.configuration.said())
  const { body } = await at.configuration.apply(files, await at.configuration.plan(files))
  expect(body.runs).toEqual([{ integration: 'Planhat', runId: expect.any(String), released: false }])
  const { proposal } = (await at.story.world.get<{ proposal: { runId: string } }>(`/api/integrations/${id}`))
    .body
  expect(proposal.runId).toBe(body.runs[0]?.runId)
  expect((await at.configuration.query("select from person where last_name like 'LAST%'")).rowCount).toBe(0)
})

it('leaves a change waiting whose field was not there when its plan was made', async () => {
  await launch(at.story)
  const before = await at.configuration.said()
  const entry = { target: 'shirt', source: { kind: 'constant', value: 'S' } } as const
  const integrations = before.integrations.map(({ mapping, ...rest }) => ({
    ...rest,
    mapping: { ...mapping, entries: [...mapping.entries, entry] },
  }))
  const files = { ...before, fields: [shirt], integrations }
  const made = await at.configuration.plan(files)
  expect(made).toMatchObject({ trials: [], untried: [{ integration: 'Planhat' }] })
  expect((await at.configuration.change(files)).runs).toMatchObject([{ released: false }])
})
