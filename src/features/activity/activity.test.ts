import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'
import { dropOldActs, recordAct } from './actions.ts'

interface ActShown {
  number: number
  at: string
  act: string
  who: { way: string; id: string | null; name: string }
  thing: { noun: string; id: string; name: string } | null
  changes: { field: string; before: unknown; after: unknown; hidden: boolean }[]
  from: { address: string | null; agent: string | null; request: string | null }
  mac: string
}
interface Piece {
  items: ActShown[]
  next: string | null
}
interface Verified {
  ok: boolean
  from: number
  through: number
  bad: { number: number; message: string } | null
}

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const newest = async (query = ''): Promise<ActShown> => {
  const { body } = await world.get<Piece>(`/api/activity?limit=1${query}`)
  const [act] = body.items
  if (!act) throw new Error('nobody did anything')
  return act
}
const verify = async (anchors: object[] = []) =>
  (await world.post<Verified>('/api/activity/verification', { anchors })).body

const token = 'a-token-that-nobody-may-read'
const credential = { connector: 'planhat', name: 'Ours', settings: { apiToken: token } }

describe('an act', () => {
  it('says who made what, with its values, when and by which request', async () => {
    const made = await world.post<{ id: string }>('/api/credentials', credential)
    expect(await newest()).toMatchObject({
      act: 'credential.made',
      who: { way: 'socket', name: 'test owner' },
      thing: { noun: 'credential', id: made.body.id, name: 'Ours' },
      from: { request: made.headers['x-request-id'], agent: 'lightMyRequest' },
      changes: expect.arrayContaining([{ field: 'name', before: null, after: 'Ours', hidden: false }]),
    })
  })

  it('says of an edit what it changed from what to what, and of a secret only that it changed', async () => {
    const { id } = (await newest('&act=credential.made')).thing ?? {}
    await world.patch(`/api/credentials/${id}`, { name: 'Theirs', settings: { apiToken: `${token}-2` } })
    const act = await newest()
    expect(act).toMatchObject({ act: 'credential.edited', thing: { name: 'Theirs' } })
    expect(act.changes).toEqual([
      { field: 'name', before: 'Ours', after: 'Theirs', hidden: false },
      { field: 'secrets', before: null, after: null, hidden: true },
    ])
    const { rows } = await world.ctx.db.pool.query('select act::text as text from act')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('is not there when nothing was changed, or the request was refused', async () => {
    const before = await newest()
    const { id } = (await newest('&act=credential.made')).thing ?? {}
    await world.patch(`/api/credentials/${id}`, { name: 'Theirs' })
    await world.patch(`/api/credentials/${id}`, { name: '' })
    await world.post('/api/credentials', { ...credential, name: 'theirs' })
    expect(await newest()).toEqual(before)
  })

  it('stays when its thing is deleted, with what that was', async () => {
    const { id } = (await newest('&act=credential.made')).thing ?? {}
    await world.delete(`/api/credentials/${id}`)
    const act = await newest()
    expect(act).toMatchObject({ act: 'credential.deleted', thing: { id, name: 'Theirs' } })
    expect(act.changes).toContainEqual({ field: 'name', before: 'Theirs', after: null, hidden: false })
  })
})

describe('a refusal', () => {
  it('of somebody known is an act, once a minute for each route', async () => {
    const before = (await newest()).number
    const somebody = world.as('people:read')
    for (let at = 0; at < 3; at++) await somebody.delete('/api/credentials/x')
    expect(await newest()).toMatchObject({
      number: before + 1,
      act: 'route.refused',
      who: { name: 'somebody' },
      thing: { name: 'DELETE /api/credentials/:id' },
    })
    world.pass(60_000)
    await somebody.delete('/api/credentials/x')
    expect((await newest()).number).toBe(before + 2)
  })
})

describe('the list of acts', () => {
  it('is filtered by who, act, thing and time', async () => {
    const count = async (query: string) =>
      (await world.get<Piece>(`/api/activity?${query}`)).body.items.length
    const { thing, at } = await newest('&act=credential.made')
    expect(await count(`thing=${thing?.id}`)).toBe(3)
    expect(await count(`thing=${thing?.id}&act=credential.edited`)).toBe(1)
    expect(await count('act=credential')).toBe(3)
    expect(await count('act=cred')).toBe(0)
    expect(await count('who=Test%20OWNER')).toBe(3)
    expect(await count('who=somebody')).toBe(2)
    expect(await count('who=nobody')).toBe(0)
    expect(await count(`until=${at}`)).toBe(0)
    expect(await count(`since=${at}`)).toBe(5)
  })

  it('comes whole as lines of JSON, with the same filters', async () => {
    const { headers, body } = await world.get<ActShown[]>('/api/activity/export?act=credential')
    expect(headers['content-type']).toBe('application/x-ndjson')
    expect(body).toEqual((await world.get<Piece>('/api/activity?act=credential')).body.items)
    expect(body).toHaveLength(3)
  })

  it('is asked in the grammar of every list, and counted', async () => {
    const asked = 'filter=act starts "credential." and number gt 1&sort=number&fields=act'
    const { body } = await world.get(`/api/activity?${encodeURI(asked)}`)
    expect(body).toMatchObject({
      items: [{ number: 2, act: 'credential.edited' }, { number: 3 }],
      next: null,
    })
    expect(body).not.toHaveProperty('items.0.who')
    const filter = encodeURIComponent('at gt 2020-01-01')
    expect((await world.get(`/api/activity/count?who=somebody&filter=${filter}`)).body).toEqual({
      count: 2,
      exact: true,
    })
  })

  it('comes in pieces, the newest first, each act once', async () => {
    const first = (await world.get<Piece>('/api/activity?limit=2')).body
    const second = (await world.get<Piece>(`/api/activity?limit=2&cursor=${first.next}`)).body
    expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([5, 4, 3, 2])
  })
})

describe('the chain', () => {
  it('is found to be whole, and the looking is an act', async () => {
    expect(await verify()).toEqual({ ok: true, from: 1, through: 5, bad: null })
    expect(await newest()).toMatchObject({ act: 'activity.verified', number: 6 })
  })

  it.each(['update act set who = who', 'delete from act', 'truncate act'])('refuses %s', async (sql) => {
    await expect(world.ctx.db.pool.query(sql)).rejects.toThrow('acts are only ever added')
  })

  it('has no gap and no fork when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => recordAct(world.ctx, { act: 'sample.made', digest: String(at) })),
    )
    expect(await verify()).toMatchObject({ ok: true, through: 46 })
  })

  it('leaves a signed stub of what is older than two years', async () => {
    const old = await world.ctx.db.pool.connect()
    await old.query(`set session_replication_role = replica`)
    await old.query(`update act set at = at - interval '3 years' where number <= 10`)
    old.release(true)
    await dropOldActs(world.ctx)
    const { rows } = await world.ctx.db.pool.query('select min(number) as first from act')
    expect(rows).toEqual([{ first: 11 }])
    expect(await newest()).toMatchObject({
      act: 'activity.dropped',
      changes: [{ field: 'through', before: null, after: 10, hidden: false }],
    })
    expect(await verify()).toMatchObject({ ok: true, from: 11 })
  })
})
