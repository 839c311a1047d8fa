import { afterAll, beforeAll, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.post('/api/fields', { label: 'Height', type: 'decimal' })
  await world.post('/api/fields', { label: 'Seen at', type: 'datetime' })
  await world.ctx.db.pool.query(`
    insert into person (username, email, department, role, height) values
      ('ada', 'ada@example.com', 'Sales', 'viewer', 1.5), ('bob', 'bob@example.com', 'sales', 'editor', 1.50),
      ('cy', 'cy@example.com', 'Finance', 'viewer', null), ('dan', 'dan@example.com', null, 'viewer', 2)`)
})
afterAll(() => world.close())

const groups = async (query: string, caller: Pick<World, 'get'> = world) => {
  const { body } = await caller.get<{ items: { value: unknown; count: number }[]; isWhole: boolean }>(
    `/api/people/groups?${query}`,
  )
  return [body.isWhole, ...body.items.map(({ value, count }) => [value, count])]
}

it('counts each value, the largest first, as a filter would find it', async () => {
  expect(await groups('by=department')).toEqual([true, ['Sales', 2], ['Finance', 1], [null, 1]])
  expect(await groups('by=height')).toEqual([true, [1.5, 2], [2, 1], [null, 1]])
  expect(await groups('by=role&filter=department+not+empty&search=a')).toEqual([true, ['Viewer', 1]])
  const { body } = await world.get<{ count: number }>('/api/people/count?filter=department+eq+%22Sales%22')
  expect(body.count).toBe(2)
})

it('counts nobody whom the asker does not see, and by no field that is hidden', async () => {
  const some = world.seeing({
    filter: { field: 'department', anyOf: ['Finance'] },
    hiddenFields: ['height'],
  })
  expect(await groups('by=department', some)).toEqual([true, ['Finance', 1]])
  expect((await some.get('/api/people/groups?by=height')).status).toBe(422)
})

it('counts moments by the day that it was in the workspace, as a filter by that day finds them', async () => {
  await world.ctx.db.pool.query(`update person set seen_at = case username
    when 'ada' then timestamptz '2026-03-28T23:00:00Z' when 'bob' then '2026-03-29T21:59:59.999Z' when 'cy' then '2026-03-29T22:00:00Z' end`)
  expect(await groups('by=seen_at')).toEqual([true, ['2026-03-29', 2], ['2026-03-30', 1], [null, 1]])
  const { body } = await world.get<{ count: number }>('/api/people/count?filter=seen_at+eq+2026-03-29')
  expect(body.count).toBe(2)
  const table = await world.get<string>('/api/people/export?by=seen_at&filter=seen_at+not+empty')
  expect(table.body).toContain('2026-03-29,2')
})

it('tells days in their order, and those without one last, however many each has', async () => {
  await world.ctx.db.pool.query(`update person set start_date = case username
    when 'ada' then date '2026-03-29' when 'bob' then '2025-12-31' when 'cy' then '2026-03-29' end`)
  expect(await groups('by=start_date')).toEqual([true, ['2025-12-31', 1], ['2026-03-29', 2], [null, 1]])
  const table = await world.get<string>('/api/people/export?by=start_date&filter=start_date+not+empty')
  expect(table.body.trim().split('\r\n').slice(1)).toEqual(['2025-12-31,1', '2026-03-29,2'])
})

it.each(['by=shoes', 'by=id', ''])('refuses what cannot be counted: %s', async (query) => {
  const { status, body } = await world.get<{ problems: { field: string }[] }>(`/api/people/groups?${query}`)
  expect([status, body.problems[0]?.field]).toEqual([422, 'by'])
})

it('tells the largest two hundred of very many', async () => {
  await world.ctx.db.pool.query(
    `insert into person (username, email, title) select 'u' || n, 'u' || n || '@example.org', 't' || n from generate_series(1, 300) n`,
  )
  const [isWhole, ...rest] = await groups('by=title')
  expect([isWhole, rest.length]).toEqual([false, 200])
})
