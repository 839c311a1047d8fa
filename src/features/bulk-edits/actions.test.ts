import { beforeEach, expect, it } from 'vitest'
import { bulkStory } from '../../../test/bulk-story.ts'
import { named } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { emptyDirectory } from '../../../test/directory/tables.ts'
import type { Refusal } from '../../../test/world.ts'

const story = bulkStory('/api/bulk-edits')
const { plan, say } = story

let ids: Record<string, string> = {}
beforeEach(async () => {
  const { pool } = story.world.ctx.db
  await emptyDirectory(pool)
  await takeList(pool, [
    { id: '1', row: named('ada', { department: 'Sales' }) },
    { id: '2', row: named('cy', { department: 'Finance' }) },
  ])
  ids = await story.ids()
})

it('nobody is taken out of the sight of whoever edits them, written or given back', async () => {
  const bySales = story.world.seeing({ filter: { field: 'department', anyOf: ['Sales'] } })
  const away = await plan({ act: 'edit', people: {}, values: { department: 'Finance' } }, bySales)
  expect((await say('apply', away, bySales)).body).toMatchObject({
    code: 'not.allowed',
    detail: expect.stringContaining('take some of them out of your sight'),
  })
  await story.world.patch(`/api/people/${ids.cy}`, { values: { department: 'Sales' } })
  const back = await plan({ act: 'edit', people: { ids: [ids.cy] }, giveBack: ['department'] }, bySales)
  expect((await say('apply', back, bySales)).status).toBe(403)
  const stays = await plan({ act: 'edit', people: {}, values: { department: 'Sales', title: 'x' } }, bySales)
  expect((await say('apply', stays, bySales)).status).toBe(202)
})

it('owners of devices are written one by one where not everybody is seen', async () => {
  const bySales = story.world.seeing({ filter: { field: 'department', anyOf: ['Sales'] } })
  const owner = { act: 'edit', devices: {}, values: { owner: 'cy' } }
  const { status, body } = await bySales.post('/api/device-bulk-edits', owner)
  expect([status, JSON.stringify(body)]).toEqual([403, expect.stringContaining('out of your sight')])
})

it.each([
  [{ act: 'edit', people: {} }, 'values'],
  [{ act: 'archive', people: {}, values: { title: 'x' } }, 'act'],
  [{ act: 'edit', people: { filter: 'title eq "nobody"' }, values: { title: 'x' } }, 'people'],
  [{ act: 'edit', people: {}, values: { shoes: 1 } }, 'values.shoes'],
  [{ act: 'edit', people: {}, values: { title: 'x' }, giveBack: ['phone', 'title'] }, 'giveBack[1]'],
  [{ act: 'edit', people: {}, values: { title: 'x' }, giveBack: ['shoes'] }, 'giveBack[0]'],
  [{ act: 'edit', people: { filter: 'shoes eq 1' }, values: { title: 'x' } }, 'filter'],
])('is refused %j at its place', async (body, field) => {
  const answer = await story.world.post<Refusal>('/api/bulk-edits', body)
  expect([answer.status, answer.body.problems?.[0]?.field]).toEqual([422, field])
})

it.each([
  ['more than 10,000 by id', { ids: Array(10_001).fill('per_x') }, 'people.ids', 'may name 10,000 at most'],
  [
    'more than 10,000 left out',
    { but: Array(10_001).fill('per_x') },
    'people.but',
    'may name 10,000 at most',
  ],
  ['nobody by id', { ids: [] }, 'people.ids', 'names none'],
  ['what is no id', { ids: [7] }, 'people.ids.0', 'must be a text'],
  ['ids and a filter', { ids: ['per_x'], filter: 'title empty' }, 'people.filter', 'is not known here'],
])('says at its place what is wrong with whom it is about: %s', async (_, people, field, message) => {
  const { status, body } = await story.world.post<Refusal>('/api/bulk-edits', { act: 'archive', people })
  expect([status, body.problems]).toEqual([422, [{ field, message: expect.stringContaining(message) }]])
})
