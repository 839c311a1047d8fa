import { beforeEach, describe, expect, it } from 'vitest'
import type { Outcome, Run } from '../../src/client/run.ts'
import { publicId } from '../../src/lib/ids.ts'
import { bulkStory } from '../bulk-story.ts'
import { named } from '../directory/listed.ts'
import { takeList } from '../directory/plans.ts'
import { emptyDirectory } from '../directory/tables.ts'
import type { World } from '../world.ts'

const story = bulkStory('/api/device-bulk-edits', '/api/device-bulk-edits')
const { plan, perform, apply, undo } = story

beforeEach(async () => {
  const { pool } = story.world.ctx.db
  await emptyDirectory(pool)
  await takeList(pool, [
    { id: '1', row: named('ada', { department: 'Sales' }) },
    { id: '2', row: named('cy', { department: 'Finance' }) },
  ])
  const rows = ['a', 'b', 'c'].map((name) => ({
    id: name,
    row: { name, serial_number: name, model: name === 'c' ? 'X' : 'Y' },
  }))
  await takeList(pool, rows, { object: 'device' })
})

const devices = async (query = '') =>
  (
    await story.world.get<{ items: { id: string; name: string; values: { status: string | null } }[] }>(
      `/api/devices${query}`,
    )
  ).body.items
const states = async () => (await devices()).map(({ name, values: { status } }) => `${name} ${status}`)

describe('an edit of many devices', () => {
  it('is a plan first, exactly it is applied, and it is undone as a whole', async () => {
    const run = await plan({
      act: 'edit',
      devices: { filter: 'model eq "Y"' },
      values: { status: 'lost' },
    })
    expect(run).toMatchObject({ state: 'previewed', ledger: { read: 2, updated: 2 } })
    expect(await states()).toEqual(['a null', 'b null', 'c null'])
    const applied = await apply(run)
    expect([applied.state, await states()]).toEqual(['succeeded', ['a lost', 'b lost', 'c null']])
    const { body: back } = await story.world.post<Run>(`/api/runs/${applied.id}/undo`)
    const { digest } = await perform(back.id)
    const operator = story.world.as('runs:read', 'runs:write', 'runs:approve', 'people:write')
    expect((await operator.post(`/api/runs/${back.id}/apply`, { digest })).status).toBe(403)
    await story.world.post(`/api/runs/${back.id}/apply`, { digest })
    const undone = await perform(back.id)
    expect(undone.object).toBe('device')
    expect(await states()).toEqual(['a null', 'b null', 'c null'])
    await undo(undone)
    expect(await states()).toEqual(['a lost', 'b lost', 'c null'])
  })

  it('archives them, each by id, and needs the right to write devices', async () => {
    const ids = (await devices()).slice(0, 2).map(({ id }) => id)
    const archive = { act: 'archive', devices: { ids } }
    const others = story.world.as('people:write', 'devices:read')
    expect((await others.post('/api/device-bulk-edits', archive)).status).toBe(403)
    await apply(await plan(archive))
    expect([(await devices()).length, (await devices('?archived=true')).length]).toEqual([1, 2])
  })

  it('leaves restored what was archived and restored again since', async () => {
    const put = async (act: string) =>
      apply(await plan({ act, devices: { filter: 'model eq "Y"', archived: act === 'restore' } }))
    await put('archive')
    const restored = await put('restore')
    await put('archive')
    await put('restore')
    await undo(restored)
    expect(await devices()).toHaveLength(3)
  })

  it('says in words for devices why it does not go', async () => {
    const [first] = await devices()
    const nobodys = publicId('dev', '0198c0de-0000-7000-8000-00000000000b')
    const { id } = await plan({ act: 'restore', devices: { ids: [first?.id, nobodys] } })
    const { body } = await story.world.get<{ items: Outcome[] }>(`/api/runs/${id}/outcomes`)
    expect(body.items.map(({ reasonText }) => reasonText).sort()).toEqual([
      'The device is not archived',
      'There is no device of this id that you may edit',
    ])
  })

  it('tells nothing of whose they were to who does not see everybody, or not by what people are named', async () => {
    await story.world.ctx.db.pool.query(`update device set owner = 'cy@muster.test' where name = 'a'`)
    const edit = { owner: 'ada@muster.test', status: 'lost' }
    const run = await apply(await plan({ act: 'edit', devices: { search: 'a' }, values: edit }))
    const told = async (limits: Parameters<World['seeing']>[0]) =>
      JSON.stringify((await story.world.seeing(limits).get(`/api/runs/${run.id}/outcomes`)).body)
    expect(await told({})).toContain('cy@muster.test')
    for (const limits of [
      { filter: { field: 'department', anyOf: ['Sales'] } },
      { hiddenFields: ['email', 'username'] },
    ]) {
      const text = await told(limits)
      expect([text.includes('lost'), text.includes('cy@'), text.includes('ada@')]).toEqual([
        true,
        false,
        false,
      ])
    }
  })

  it('is no edit of people, by whose door it does not go', async () => {
    const { id, digest } = await plan({
      act: 'edit',
      devices: { search: 'a' },
      values: { status: 'lost' },
    })
    expect((await story.world.post(`/api/bulk-edits/${id}/apply`, { digest })).status).toBe(404)
  })
})
