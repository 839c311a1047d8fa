import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { named, planhat } from '../../../test/directory/listed.ts'
import { takeList, undo } from '../../../test/directory/plans.ts'
import { newSource, readAccounts } from '../../../test/directory/tables.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'
import type { SaasUserAnswer } from './schema.ts'

interface Page {
  readonly items: z.output<typeof SaasUserAnswer>[]
  readonly next: string | null
}

const bob = '0198c0de-0000-7000-8000-00000000000b'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (id, username, email, first_name, last_name) values ('${bob}', 'bob', 'b@example.com', 'Bob', null);
    with app as (insert into saas_application (vendor) values ('planhat'), ('other') returning id, vendor)
    insert into saas_user (id, application_id, vendor_id, person_id, label, role, active)
      select ('0198c0de-0000-7000-8000-00000000000' || n)::uuid, app.id, 'v' || n, person_id::uuid, 'label ' || n, 'CSM', active
        from (values (1, 'planhat', '${bob}', true), (2, 'planhat', null, false), (3, 'other', null, null)) v (n, vendor, person_id, active)
        join app using (vendor);
  `)
})
afterAll(() => world.close())

const list = async (query = '') => (await world.get<Page>(`/api/saas-users${query}`)).body
const ids = ({ items }: Page) => items.map(({ vendorId }) => vendorId)

describe('the list of SaaS users', () => {
  it('says whose each one is, and of what', async () => {
    const { items } = await list()
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^usr_/),
      application: { vendor: 'planhat', instance: '' },
      vendorId: 'v1',
      label: 'label 1',
      role: 'CSM',
      active: true,
      goneAt: null,
      outOfScopeAt: null,
      unmaintainedAt: null,
      personId: publicId('per', bob),
      personName: 'Bob',
      isLinkedByHand: false,
      noPersonReason: null,
    })
    expect(items[1]).toMatchObject({ active: false, personId: null, personName: null })
    expect(items[2]?.active).toBeNull()
  })

  it.each([
    ['', ['v1', 'v2', 'v3']],
    ['?application=planhat', ['v1', 'v2']],
    ['?application=nobody', []],
    ['?unmatched=true', ['v2', 'v3']],
    ['?unmatched=false', ['v1']],
    ['?search=BEL+2', ['v2']],
    ['?search=bob', ['v1']],
    ['?search=_', []],
    ['?unmatched=true&application=planhat', ['v2']],
  ])('with "%s" has %j', async (query, found) => {
    expect(ids(await list(query))).toEqual(found)
  })

  it('is sorted by what people are called, those of nobody at the end, piece by piece', async () => {
    const all = async (sort: string) => {
      const first = await list(`?limit=1&sort=${sort}`)
      const rest = await list(`?limit=5&sort=${sort}&cursor=${first.next}`)
      return [...ids(first), ...ids(rest)]
    }
    expect(await all('personName')).toEqual(['v1', 'v2', 'v3'])
    expect(await all('-personName')).toEqual(['v1', 'v3', 'v2'])
    expect(ids(await list('?sort=personName&search=bob'))).toEqual(['v1'])
    expect(ids(await list('?sort=personName&filter=personName+empty'))).toEqual(['v2', 'v3'])
    expect((await list('?sort=personName')).items[0]).toMatchObject({ personName: 'Bob', label: 'label 1' })
  })

  it('comes piece by piece', async () => {
    const first = await list('?limit=2')
    const rest = await list(`?limit=2&cursor=${first.next}`)
    expect([ids(first), ids(rest), rest.next]).toEqual([['v1', 'v2'], ['v3'], null])
  })

  it.each(['made-up', Buffer.from('["x"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses a cursor that is none of ours: %s',
    async (cursor) => {
      expect((await world.get(`/api/saas-users?cursor=${cursor}`)).status).toBe(422)
    },
  )
})

it('gives the accounts of one application', async () => {
  const { body } = await world.get<{ items: { id: string }[] }>('/api/saas-applications')
  expect(ids(await list(`?applicationId=${body.items[1]?.id}`))).toEqual(['v1', 'v2'])
})

describe('whose an account is, said by hand', () => {
  let world: World
  const people: Record<string, string> = {}
  const accounts: Record<string, string> = {}
  beforeAll(async () => {
    world = await newWorld()
    await load({})
    const { body } = await world.get<{ items: { id: string; values: { username: string } }[] }>('/api/people')
    for (const { id, values } of body.items) people[values.username] = id
    const { body: users } = await world.get<Page>('/api/saas-users')
    for (const { id, vendorId } of users.items) accounts[vendorId] = id
  })
  afterAll(() => world.close())

  /** Two people with an account each, and an account of somebody whose record cannot be taken. */
  const load = (more: object) =>
    takeList(
      world.ctx.db.pool,
      [
        { id: '1', row: named('ada', { ...more }), active: true },
        { id: '2', row: named('bob'), active: true },
        { id: '3', row: { email: 'robot@muster.test' }, active: true },
      ],
      { application: planhat },
    )
  const link = (account: string, body: object, caller: Pick<World, 'patch'> = world) =>
    caller.patch<Page['items'][number] & { problems?: object[] }>(
      `/api/saas-users/${accounts[account]}`,
      body,
    )
  const owners = async () =>
    Object.fromEntries(
      Object.entries(await readAccounts(world.ctx.db.pool)).map(([id, { person }]) => [id, person]),
    )

  it('stays whatever is loaded, until it is given back', async () => {
    expect(await owners()).toEqual({ 1: 'ada', 2: 'bob', 3: null })
    const { body } = await link('3', { personId: people.ada })
    expect(body).toMatchObject({ personId: people.ada, isLinkedByHand: true })
    expect((await link('1', { personId: null })).body).toMatchObject({ personId: null, isLinkedByHand: true })
    const run = await load({ title: 'new' })
    expect(await owners()).toEqual({ 1: null, 2: 'bob', 3: 'ada' })
    await undo(world.ctx.db.pool, run)
    expect(await owners()).toEqual({ 1: null, 2: 'bob', 3: 'ada' })
    expect((await link('1', { giveBack: true })).body).toMatchObject({
      personId: people.ada,
      isLinkedByHand: false,
    })
    await link('3', { giveBack: true })
    expect(await owners()).toEqual({ 1: 'ada', 2: 'bob', 3: null })
  })

  it('is told in history and as an act, by ids alone', async () => {
    await link('3', { personId: people.bob })
    const { body } = await world.get<{ items: object[] }>(`/api/people/${people.bob}/changes`)
    expect(body.items[0]).toMatchObject({
      object: 'saas_user',
      field: 'person',
      before: null,
      after: people.bob,
      runId: null,
      actor: 'test owner',
    })
    const { body: acts } = await world.get<{ items: object[] }>('/api/activity?act=saas-user')
    expect(acts.items[0]).toMatchObject({ act: 'saas-user.edited', thing: { name: accounts[3] } })
    await link('3', { giveBack: true })
    const { body: since } = await world.get<{ items: object[] }>(`/api/saas-users/${accounts[3]}/changes`)
    const nobody = { integrationId: null, integrationName: null }
    expect(since.items[0]).toMatchObject({ actor: 'test owner', givenBackTo: nobody })
  })

  it('stands in its own history, too, which begins with the run that made it', async () => {
    await link('3', { personId: people.bob })
    const history = async (caller: Pick<World, 'get'> = world) =>
      (
        await caller.get<{ items: { kind: string; field: string | null; after: unknown }[] }>(
          `/api/saas-users/${accounts[3]}/changes`,
        )
      ).body.items
    const [last] = await history()
    expect(last).toMatchObject({ field: 'person', before: null, after: people.bob, actor: 'test owner' })
    expect((await history()).at(-1)).toMatchObject({ kind: 'created', runId: expect.stringMatching(/^run_/) })
    const some = world.seeing({ filter: { field: 'username', anyOf: ['bob'] } })
    expect((await history(some)).map(({ field }) => field)).not.toContain('person')
    await link('3', { giveBack: true })
    expect((await some.get(`/api/saas-users/${accounts[3]}/changes`)).status).toBe(404)
  })

  it('is shown on its own with when it was seen first and last, and what each integration said', async () => {
    const { body } = await world.get<object>(`/api/saas-users/${accounts[1]}`)
    expect(body).toMatchObject({
      vendorId: '1',
      applicationId: expect.stringMatching(/^app_/),
      createdAt: expect.any(String),
      sources: [{ vendorId: '1', row: { username: 'ada' }, goneAt: null, outOfScopeAt: null, endedAt: null }],
    })
    const some = world.seeing({ filter: { field: 'username', anyOf: ['bob'] } })
    const accountsOnly = world.as('saas-users:read')
    expect(
      (await accountsOnly.get<{ sources: { row: object }[] }>(`/api/saas-users/${accounts[1]}`)).body
        .sources[0]?.row,
    ).toEqual({})
    await link('1', { personId: people.bob })
    expect((await some.get<{ sources: [] }>(`/api/saas-users/${accounts[1]}`)).body.sources).toEqual([])
    await link('1', { giveBack: true })
  })

  it('is counted at once among the accounts without a person', async () => {
    const unmatched = async () =>
      (await world.get<{ items: { unmatched: number }[] }>('/api/saas-applications')).body.items[0]?.unmatched
    expect(await unmatched()).toBe(1)
    await link('3', { personId: people.bob })
    expect(await unmatched()).toBe(0)
    await link('3', { giveBack: true })
  })

  it('needs the right to edit people, and somebody who is seen', async () => {
    expect((await link('3', { personId: people.bob }, world.as('saas-users:read'))).status).toBe(403)
    expect((await link('3', { personId: people.bob }, world.as('people:write', 'people:read'))).status).toBe(
      403,
    )
    const some = world.seeing({ filter: { field: 'username', anyOf: ['ada'] } })
    expect((await link('3', { personId: people.ada }, some)).status).toBe(404)
    expect((await link('1', { personId: people.bob }, some)).status).toBe(422)
    expect((await link('1', {})).status).toBe(422)
    expect((await link('1', { personId: null, giveBack: true })).status).toBe(422)
    expect(await owners()).toEqual({ 1: 'ada', 2: 'bob', 3: null })
  })

  it('holds beside another integration that lists the account, too', async () => {
    const other = await newSource(world.ctx.db.pool, 5)
    await link('2', { personId: people.ada })
    await takeList(world.ctx.db.pool, [{ id: '2', row: named('bob'), active: false }], {
      source: other,
      application: planhat,
    })
    expect(await owners()).toMatchObject({ 2: 'ada' })
    await link('2', { giveBack: true })
    expect(await owners()).toMatchObject({ 2: 'bob' })
  })

  it('stays where the load is taken back that first knew whose it is', async () => {
    const { pool } = world.ctx.db
    const run = await takeList(pool, [{ id: '3', row: named('robot') }], { application: planhat })
    const { body } = await world.get<{ items: { id: string }[] }>('/api/people?search=robot')
    await link('3', { personId: body.items[0]?.id })
    const { outcomes } = await undo(pool, run)
    expect(await owners()).toMatchObject({ 3: 'robot' })
    expect(outcomes[0]?.problems).toContainEqual({
      field: 'Person of the SaaS user',
      message: 'was changed since, and stays so',
    })
  })
})
