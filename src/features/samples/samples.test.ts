import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { addIntegration, type Integration, newStory, type Story } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'
import type { PreviewAnswer, SampleAnswer } from './schema.ts'

type Sample = z.output<typeof SampleAnswer>
type Preview = z.output<typeof PreviewAnswer>

let story: Story
let draft: Integration
beforeAll(async () => {
  story = await newStory({ simulated: { users: 250, seed: 7 } })
})
afterAll(() => story.close())
beforeEach(async () => {
  await story.restart()
  draft = await addIntegration(story, { mapping: { entries: [], syncKeys: [] } })
})

const take = () => story.world.post<Sample>(`/api/integrations/${draft.id}/sample`)
const preview = (input: object) =>
  story.world.post<Preview & Refusal>(`/api/integrations/${draft.id}/sample/preview`, { record: 0, ...input })
const mapped = (target: string, field: string) => ({ target, source: { kind: 'field', field } })

describe('a sample', () => {
  it('is the first two hundred records of the list, by what people recognise them by', async () => {
    const { status, body } = await take()
    expect([status, body.records.length]).toEqual([200, 200])
    expect(body.records[0]?.label).toContain('@')
    const again = await story.world.get<Sample>(`/api/integrations/${draft.id}/sample`)
    expect(again.body).toEqual(body)
  })

  it('is asked for by name where none was taken', async () => {
    const { body: none } = await story.world.get<Sample>(`/api/integrations/${draft.id}/sample`)
    expect(none).toEqual({ takenAt: null, records: [] })
    const { status, body } = await story.world.post<Refusal>(`/api/integrations/${draft.id}/sample/preview`, {
      record: 0,
    })
    expect([status, body.detail]).toEqual([404, expect.stringContaining('take one first')])
  })

  it('needs a credential, and says so at its field', async () => {
    await story.world.patch(`/api/integrations/${draft.id}`, { credentialId: null })
    const { status, body } = await story.world.post<Refusal>(`/api/integrations/${draft.id}/sample`)
    expect([status, body.problems?.[0]?.field]).toEqual([422, 'credentialId'])
  })

  it('is forgotten after a week, and with its integration', async () => {
    await take()
    await story.world.ctx.db.pool.query(`update sample set taken_at = now() - interval '8 days'`)
    expect((await preview({})).status).toBe(404)
    await story.world.delete(`/api/integrations/${draft.id}`)
    const { rows } = await story.world.ctx.db.pool.query('select from sample')
    expect(rows).toEqual([])
  })

  it('holds nothing of what the connector never keeps', async () => {
    await take()
    const { body } = await preview({})
    expect(body.raw).toHaveProperty('email')
    for (const name of ['apiTokens', 'googleApi', 'msApi']) expect(body.raw).not.toHaveProperty(name)
  })
})

describe('a preview', () => {
  it('shows a record in the words of the load and what an unsaved mapping makes of it', async () => {
    await take()
    const entries = [{ ...mapped('title', 'firstName'), pipes: 'upper' }]
    const { body } = await preview({ mapping: { entries, syncKeys: [] } })
    const first = body.facts.find(({ key }) => key === 'firstName')
    expect(first).toMatchObject({ label: 'First Name', type: 'text', problem: null })
    expect(body.row).toEqual([
      { key: 'title', label: 'Title', value: String(first?.value).toUpperCase(), problem: null },
    ])
    expect(
      (await story.world.get<Integration>(`/api/integrations/${draft.id}`)).body.mapping.entries,
    ).toEqual([])
  })

  it('names what is wrong with a draft at its place, and shows the rest all the same', async () => {
    await take()
    const entries = [
      { target: 'title', source: { kind: 'custom', expression: 'email | nonsense' } },
      mapped('email', 'email'),
    ]
    const { body } = await preview({ mapping: { entries, syncKeys: [] } })
    expect(body.problems.map(({ field }) => field)).toEqual(['mapping.entries[0]'])
    expect(body.row.map(({ key }) => key)).toEqual(['email'])
  })

  it('leaves out entries of a custom field that cannot be read', async () => {
    await take()
    const customFields = { 'custom.x': { label: 'X', type: 'text', from: 'email |' } }
    const entries = [mapped('title', 'custom.x'), mapped('email', 'email')]
    const { body } = await preview({ mapping: { customFields, entries, syncKeys: [] } })
    expect(body.problems.map(({ field }) => field)).toEqual(['mapping.customFields.custom.x'])
    expect(body.row.map(({ key }) => key)).toEqual(['email'])
  })

  it('says why one value of a record cannot be taken, beside those that can', async () => {
    await take()
    const entries = [{ ...mapped('start_date', 'email'), pipes: 'trim' }, mapped('email', 'email')]
    const { body } = await preview({ mapping: { entries, syncKeys: [] } })
    expect(body.row[0]?.problem).toContain('date')
    expect(body.row[1]?.problem).toBeNull()
    const [{ blank, problems } = { blank: 0, problems: 0 }] = body.sample.targets
    expect([problems > 100, blank + problems]).toEqual([true, 200])
  })

  it('counts over the whole sample whom conditions let in', async () => {
    await take()
    const inactive = { field: 'isInactive', operator: 'equals', value: true }
    const { body: ins } = await preview({ conditions: inactive })
    const { body: outs } = await preview({ conditions: { ...inactive, not: true } })
    expect(ins.sample.takePart).toBeGreaterThan(0)
    expect(ins.sample.takePart + outs.sample.takePart).toBe(200)
    expect(ins.sample.leftOut).toBe(outs.sample.takePart)
  })

  it('asks no conditions that are not whole yet', async () => {
    await take()
    const { body } = await preview({ conditions: { field: 'nobody', operator: 'equals', value: 'x' } })
    expect([body.takesPart, body.problems[0]?.field]).toEqual([null, expect.stringContaining('conditions')])
  })

  it('refuses a record that the sample does not have', async () => {
    await take()
    story.simulator.reset()
    const { status, body } = await preview({ record: 200 })
    expect([status, body.problems?.[0]?.field]).toEqual([422, 'record'])
  })
})
