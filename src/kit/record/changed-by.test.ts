import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testZone } from '../../../test/database.ts'
import { newWorld, type World } from '../../../test/world.ts'

const first = '0198c0de-0000-7000-8000-0000000000f1'
const second = '0198c0de-0000-7000-8000-0000000000f2'
const idOf = (run: string) => `run_${run.replaceAll('-', '')}`

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (username, email, title) values
      ('ada', 'ada@example.com', 'A'), ('bob', 'bob@example.com', 'B'), ('cy', 'cy@example.com', 'C');
    insert into device (name) values ('Laptop'), ('Phone');
    insert into change (object_id, object, kind, field, after, run_id, actor)
      select id, 'person', 'created', null, '{}'::jsonb, '${first}'::uuid, 'load' from person where username = 'bob'
      union all select id, 'person', 'updated', 'title', '"A"', '${first}', 'load' from person where username = 'ada'
      union all select id, 'person', 'updated', 'title', '"C"', '${second}', 'load' from person where username = 'cy'
      union all select id, 'device', 'updated', 'model', '"X"', '${first}', 'load' from device where name = 'Phone'`)
})
afterAll(() => world.close())

const found = async (filter: string, caller: Pick<World, 'get'> = world, list = 'people') => {
  const query = new URLSearchParams({ filter })
  const { body } = await caller.get<{ items: { values: { username?: string; name?: string } }[] }>(
    `/api/${list}?${query}`,
  )
  return body.items.map(({ values }) => values.username ?? values.name)
}

describe('who was changed by a run', () => {
  it('is found in lists, alone and with other rules', async () => {
    expect(await found(`changedBy eq "${idOf(first)}"`)).toEqual(['ada', 'bob'])
    expect(await found(`changedBy eq "${idOf(first)}" and title eq "B"`)).toEqual(['bob'])
    expect(await found(`changedBy in ("${idOf(first)}", "${idOf(second)}")`)).toEqual(['ada', 'bob', 'cy'])
    expect(await found(`changedBy not eq "${idOf(first)}"`)).toEqual(['cy'])
    expect(await found(`changedBy eq "${idOf(first)}"`, world, 'devices')).toEqual(['Phone'])
  })

  it('is counted, exported and as of a day, too', async () => {
    const query = new URLSearchParams({ filter: `changedBy eq "${idOf(first)}"` })
    expect((await world.get(`/api/people/count?${query}`)).body).toEqual({ count: 2, exact: true })
    const file = await world.get<string>(`/api/people/export?${query}&columns=username`)
    expect(file.body.trim().split('\r\n')).toHaveLength(3)
    // The day that ends last.
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: testZone }).format()
    const then = await world.get<{ items: unknown[] }>(`/api/people?${query}&asOf=${today}`)
    expect(then.body.items).toHaveLength(2)
  })

  it('is not told of fields that are hidden', async () => {
    const some = world.seeing({ hiddenFields: ['title'] })
    expect(await found(`changedBy eq "${idOf(first)}"`, some)).toEqual(['bob'])
  })

  it.each([
    ['filter=changedBy+empty', 'name an id, or several'],
    ['filter=changedBy+eq+%22per_x%22', 'an id begins with run_'],
    ['sort=changedBy', 'is a list, by which nothing can be sorted'],
  ])('cannot be asked as %s', async (query, message) => {
    const { status, body } = await world.get<{ problems: { message: string }[] }>(`/api/people?${query}`)
    expect([status, body.problems[0]?.message]).toEqual([422, expect.stringContaining(message)])
  })
})
