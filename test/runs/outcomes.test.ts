import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { OutcomeFileAnswer } from '../../src/features/records/schema.ts'
import { addIntegration, launch, newStory, type Outcome, type Run, type Story } from './story.ts'

type File = z.output<typeof OutcomeFileAnswer>

const id = (place: number) => `6500000000000000000000${String(place).padStart(2, '0')}`
const user = (place: number, first: string, more = {}) => ({
  _id: id(place),
  email: `${first.toLowerCase()}@example.com`,
  firstName: first,
  lastName: 'Roe',
  apiTokens: ['never to be kept'],
  ...more,
})

let story: Story
let first: Run
let second: Run

beforeAll(async () => {
  const users = [
    user(1, 'Ada'),
    user(2, 'Bob', { lastName: '=HYPERLINK("x")' }),
    user(3, 'Cy'),
    user(5, 'Dee'),
  ]
  story = await newStory({ simulated: { users } })
  const integration = await launch(story)
  const { body } = await story.world.get<{ items: Run[] }>('/api/runs')
  first = body.items[0] as Run
  story.simulator.mutate({
    set: [
      { id: id(1), patch: { lastName: 'Poe' } },
      { id: id(3), patch: { firstName: 'x'.repeat(300) } },
    ],
    add: [{ ...user(4, 'Eve'), email: 'DEE@example.com' }],
    remove: [id(2)],
  })
  second = await story.run(integration.id, 'plan')
})
afterAll(() => story.close())

const list = async (run: Run, query = '') =>
  (await story.world.get<{ items: Outcome[] }>(`/api/runs/${run.id}/outcomes?${query}`)).body.items
const open = async (run: Run, vendorId: string, who = story.world) => {
  const { number } = (await list(run)).find((outcome) => outcome.vendorId === vendorId) ?? { number: -1 }
  return (await who.get<File>(`/api/runs/${run.id}/outcomes/${number}`)).body
}
const fact = ({ record }: File, key: string) => record?.facts.find((one) => one.key === key)?.value

describe('an outcome opens its record', () => {
  it('of somebody new: as it was sent, in the words of the load, and as the mapping wrote it', async () => {
    const file = await open(first, id(1))
    expect(file).toMatchObject({ kind: 'created', match: null, isHidden: false })
    expect(file.record).toMatchObject({ saidIn: first.id, raw: { _id: id(1), lastName: 'Roe' } })
    expect(fact(file, 'lastName')).toBe('Roe')
    expect(file.record?.row).toContainEqual({ field: 'role', label: 'Role', value: 'Employee' })
  })

  it('without what is never kept, which is named', async () => {
    const { record } = await open(first, id(1))
    expect(record?.withheld).toContain('apiTokens')
    expect(JSON.stringify(record?.raw)).not.toContain('never to be kept')
  })

  it('and says what its person was found by: the id at the vendor, or a sync key', async () => {
    expect(await open(second, id(1))).toMatchObject({ kind: 'updated', match: { by: 'vendor-id' } })
    expect(await open(second, id(4))).toMatchObject({ match: { by: 'sync-key', field: 'Email' } })
  })

  it('of one that failed: what was sent, with what is wrong at its field', async () => {
    const file = await open(second, id(3))
    expect(file).toMatchObject({ kind: 'failed', problems: [{ field: 'First name' }] })
    expect(file.record).toMatchObject({ saidIn: second.id, raw: { email: 'cy@example.com' }, row: null })
  })

  it('of one that is gone: what was said of it last, and in which run', async () => {
    const file = await open(second, id(2))
    expect(file).toMatchObject({ kind: 'gone', record: { saidIn: first.id, raw: { firstName: 'Bob' } } })
  })

  it('whose conditions leave it out: nothing is kept of it', async () => {
    const { id: integrationId } = await addIntegration(story, {
      name: 'Only some',
      conditions: { field: 'email', operator: 'equals', value: 'ada@example.com' },
    })
    const run = await story.run(integrationId, 'plan')
    expect(await open(run, id(5))).toMatchObject({ reason: 'conditions', record: null, isHidden: false })
  })

  it('and only one that the run has', async () => {
    for (const number of ['99', '-1', 'x']) {
      const { status } = await story.world.get(`/api/runs/${first.id}/outcomes/${number}`)
      expect([404, 422]).toContain(status)
    }
  })
})

describe('who may not see everything of people', () => {
  it('is shown no record, and neither names nor values without the right to read people', async () => {
    const others = story.world.as('runs:read')
    const { body: file } = await others.get<File>(`/api/runs/${second.id}/outcomes/0`)
    expect(file).toMatchObject({ isHidden: true, record: null, changes: [], label: file.vendorId })
    const { body } = await others.get<string>(`/api/runs/${second.id}/outcomes/export`)
    expect(body).toContain(id(1))
    expect(body).not.toMatch(/\bada\b|Poe|example\.com/i)
    const { body: found } = await others.get<{ items: Outcome[] }>(
      `/api/runs/${second.id}/outcomes?search=ada`,
    )
    expect(found.items).toEqual([])
    const { body: run } = await others.get<Run>(`/api/runs/${second.id}`)
    expect(run.brakes.flatMap(({ samples }) => samples)).toEqual([])
  })

  it('is shown no record while a field is hidden, for what was sent knows no fields of ours', async () => {
    const others = story.world.seeing({ hiddenFields: ['phone'] })
    const { body: file } = await others.get<File>(`/api/runs/${second.id}/outcomes/0`)
    expect(file).toMatchObject({ isHidden: true, record: null, changes: [{ field: 'last_name' }] })
  })
})

it.each([
  ['ada', [id(1)]],
  ['ada roe', [id(1)]],
  ['CY@EX', [id(3)]],
  [id(5).slice(-6), [id(5)]],
  ['100%', []],
])('outcomes are found by name, e-mail address or id: %s', async (search, found) => {
  const items = await list(first, `search=${encodeURIComponent(search)}`)
  expect(items.map(({ vendorId }) => vendorId)).toEqual(found)
})

it('outcomes are exported as a table that no program runs as formulas, those of one kind if wanted', async () => {
  const { body, headers } = await story.world.get<string>(`/api/runs/${first.id}/outcomes/export`)
  expect(headers['content-type']).toMatch(/^text\/csv/)
  expect(headers['content-disposition']).toMatch(/^attachment; filename="outcomes-\w+\.csv"$/)
  const [head, ...lines] = body.trim().split('\r\n')
  expect(head).toBe(
    '\uFEFFNumber,Vendor id,Record,Outcome,Reason,Person,Device,SaaS application,Changes,SaaS user,Software,Problems'.trim(),
  )
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain('Last name: =HYPERLINK(""x"")')
  const { body: gone } = await story.world.get<string>(`/api/runs/${second.id}/outcomes/export?kind=gone`)
  expect(gone.trim().split('\r\n')).toHaveLength(2)
})
