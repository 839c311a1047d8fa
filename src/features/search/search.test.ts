import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, newWorld, type World } from '../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (id, username, email, first_name, last_name, department) values
      ('0198c0de-0000-7000-8000-00000000000a', 'ada', 'ada@example.com', 'Ada', 'Planck', 'Sales'),
      ('0198c0de-0000-7000-8000-00000000000b', 'bob', 'bob@example.com', 'Bob', 'Planck', 'Finance');
    insert into saas_application (id, vendor) values ('0198c0de-0000-7000-8000-00000000000a', 'planhat');
    insert into saas_user (application_id, vendor_id, person_id, label) values
      ('0198c0de-0000-7000-8000-00000000000a', 'v1', '0198c0de-0000-7000-8000-00000000000a', 'ada.planck'),
      ('0198c0de-0000-7000-8000-00000000000a', 'v2', null, 'nobody');
    insert into device (name, serial_number) values ('Planck laptop', 'C02');`)
  const { body } = await world.post<{ id: string }>('/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'Plan "B"',
  })
  await world.ctx.db.pool.query(
    `insert into run (integration_id, mode, actor, revision, queued_at)
      select id, 'plan', 'grace', 1, '2026-07-01 22:30Z' from integration where public_id('int', id) = $1`,
    [body.id],
  )
})
afterAll(() => world.close())

const search = async (who: Caller, text: string) => {
  const { body } = await who.get<{ items: { kind: string; label: string }[] }>(
    `/api/search?text=${encodeURIComponent(text)}`,
  )
  return body.items.map(({ kind, label }) => `${kind} ${label}`)
}

it('finds what has a text in its name, whatever it is', async () => {
  expect(await search(world, 'pLAn')).toEqual([
    'person Ada Planck',
    'person Bob Planck',
    'saas-user ada.planck',
    'saas-application Planhat',
    'device Planck laptop',
    'integration Plan "B"',
    'run Plan "B"',
  ])
  expect(await search(world, 'n "b')).toEqual(['integration Plan "B"', 'run Plan "B"'])
  expect(await search(world, '%%')).toEqual([])
})

it('tells runs of one integration apart by their time, as the clocks of the workspace show it', async () => {
  const { body } = await world.get<{ items: { kind: string; note: string }[] }>('/api/search?text=plan')
  expect(body.items.find(({ kind }) => kind === 'run')?.note).toBe('queued, 2026-07-02 00:30')
})

it('finds a letter whether it is typed as one, with its accent behind it, or without', async () => {
  await world.ctx.db.pool.query(
    `insert into person (username, email, first_name) values ('zoe', 'zoe@example.com', 'Zoë')`,
  )
  expect(await search(world, 'zoe\u0308')).toEqual(['person Zoë'])
  expect(await search(world, 'zoe')).toEqual(['person Zoë'])
})

it('finds for nobody what they may not see', async () => {
  expect(await search(world.as('people:read'), 'plan')).toEqual(['person Ada Planck', 'person Bob Planck'])
  const sales = world.seeing({
    filter: { field: 'department', anyOf: ['Finance'] },
    hiddenFields: ['last_name'],
  })
  expect(await search(sales, 'planck')).toEqual([])
  expect(await search(sales, 'bob')).toEqual(['person Bob'])
  expect(await search(world.as('runs:read', 'integrations:read'), 'plan')).toEqual([
    'integration Plan "B"',
    'run Plan "B"',
  ])
  expect(await search(world.as('tokens:read'), 'plan')).toEqual([])
})

it('tells first what is called so, then what begins so', async () => {
  await world.ctx.db.pool.query(`
    insert into person (username, email, first_name)
      select 'a' || n, 'a' || n || '@example.com', 'Rosemarie ' || n from generate_series(1, 6) n
      union all values ('y', 'y@example.com', 'Marié-Luise'), ('z', 'z@example.com', 'Marie')`)
  expect(await search(world, 'marie')).toEqual([
    'person Marie',
    'person Marié-Luise',
    'person Rosemarie 1',
    'person Rosemarie 2',
    'person Rosemarie 3',
  ])
})

it('tells them first also where hundreds have the text somewhere', async () => {
  await world.ctx.db.pool.query(`
    insert into saas_user (application_id, vendor_id, label)
      select '0198c0de-0000-7000-8000-00000000000a', 'g' || lpad(n::text, 4, '0'), case n when 899 then 'Gitte-Maria' when 900 then 'gitte' else 'brigitte ' || n end from generate_series(1, 900) n;
    insert into device (name, serial_number)
      select case n when 900 then 'gitte' else 'Brigitte ' || n end, 'G' || n from generate_series(1, 900) n`)
  const found = await search(world, 'gitte')
  expect(found.slice(0, 2)).toEqual(['saas-user gitte', 'saas-user Gitte-Maria'])
  expect(found.slice(5, 6)).toEqual(['device gitte'])
})
