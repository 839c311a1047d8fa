import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { named } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { emptyDirectory } from '../../../test/directory/tables.ts'
import { newWorld, type World } from '../../../test/world.ts'
import type { PersonDetailAnswer } from '../people/schema.ts'

type Person = z.output<typeof PersonDetailAnswer>
interface Refusal {
  readonly code: string
  readonly detail: string
  readonly problems: readonly { readonly field: string; readonly message: string }[]
}

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.post('/api/fields', { label: 'Shirt', type: 'choice', options: ['S', 'M'] })
  await world.post('/api/fields', { label: 'Badge', type: 'integer', unique: true })
})
afterAll(() => world.close())

let ada = ''
beforeEach(async () => {
  const { pool } = world.ctx.db
  await emptyDirectory(pool)
  await takeList(pool, [
    { id: '1', row: named('ada', { title: 'vendor' }) },
    { id: '2', row: named('bob', { badge: 7 }) },
  ])
  const { body } = await world.get<{ items: Person[] }>('/api/people')
  ada = `/api/people/${body.items[0]?.id}`
})

const edit = (body: object, caller: Pick<World, 'patch'> = world) => caller.patch<Person>(ada, body)
const refused = async (body: object, caller: Pick<World, 'patch'> = world) => {
  const answer = await caller.patch<Refusal>(ada, body)
  return [answer.status, (answer.body.problems ?? []).map(({ field, message }) => `${field}: ${message}`)]
}

describe('editing a person by hand', () => {
  it('answers the person, names what is by hand, and is told by who did it', async () => {
    const { status, body } = await edit({ values: { title: ' Countess ', shirt: 'm', role: 'Viewer' } })
    expect(status).toBe(200)
    expect(body.values).toMatchObject({ title: 'Countess', shirt: 'M', role: 'Viewer' })
    expect(body.byHand).toEqual(['role', 'title', 'shirt'])
    const { body: history } = await world.get<{ items: object[] }>(`${ada}/changes`)
    expect(history.items.slice(0, 3)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          field: 'title',
          before: 'vendor',
          after: 'Countess',
          actor: 'test owner',
          runId: null,
        }),
      ]),
    )
    const { body: claims } = await world.get<{ claims: object[] }>(`${ada}/claims/title`)
    expect(claims.claims).toMatchObject([
      { source: 'hand', value: 'Countess', isWinner: true },
      { source: 'integration', value: 'vendor', reason: 'hand' },
    ])
  })

  it('gives back what the sources decide again', async () => {
    await edit({ values: { title: 'Countess' } })
    const { body } = await edit({ giveBack: ['title'] })
    expect([body.values.title, body.byHand]).toEqual(['vendor', []])
  })

  it('tells of what was given back to which source it went, also where that says the same, or none says anything', async () => {
    await edit({ values: { title: 'Countess', location: 'Kent' } })
    await edit({ giveBack: ['title', 'location'] })
    await edit({ values: { title: 'vendor' } })
    await edit({ giveBack: ['title'] })
    const { body } = await world.get<{ items: object[] }>(`${ada}/changes?filter=actor+eq+"test+owner"`)
    const source = { integrationId: expect.stringMatching(/^int_/), integrationName: expect.any(String) }
    const nobody = { integrationId: null, integrationName: null }
    expect(body.items).toMatchObject([
      { field: 'title', before: 'vendor', after: 'vendor', givenBackTo: source },
      { field: 'location', before: 'Kent', after: null, givenBackTo: nobody },
      { field: 'title', before: 'Countess', after: 'vendor', givenBackTo: source },
      { field: 'location', after: 'Kent', givenBackTo: null },
      { field: 'title', after: 'Countess', givenBackTo: null },
    ])
    const { body: why } = await world.get<Record<string, object>>(`${ada}/claims/title`)
    expect([why.lastChange, (why.handEdits as object[])[0]]).toMatchObject([
      { givenBackTo: source },
      { givenBackTo: source },
    ])
  })

  it.each([
    [{ values: { shirt: 'XL' } }, 'values.shirt: '],
    [{ values: { badge: 'seven' } }, 'values.badge: '],
    [{ values: { badge: 7 } }, 'values.badge: "7" already belongs to bob'],
    [{ values: { email: null } }, 'values.email: '],
    [{ values: { title: null } }, 'values.title: cannot be emptied by hand, for a source says "vendor"'],
    [{ values: { shoes: 1 } }, 'values.shoes: There is no such field'],
    [{ giveBack: ['shoes'] }, 'giveBack[0]: There is no such field'],
  ])('refuses %j at its place, and nothing is written', async (body, message) => {
    const before = await world.get<Person>(ada)
    expect(await refused(body)).toEqual([422, [expect.stringContaining(message)]])
    expect((await world.get<Person>(ada)).body).toEqual(before.body)
  })

  it('makes it another one, as its ETag says', async () => {
    const { headers } = await world.get<Person>(ada)
    await edit({ values: { title: 'first' } })
    const { headers: since } = await world.get<Person>(ada)
    expect(headers.etag).not.toBe(since.etag)
  })

  it('keeps to what a role sees: no hidden field, nobody else, and no name of whoever has a value', async () => {
    expect(await refused({ values: { title: 'x' } }, world.seeing({ hiddenFields: ['title'] }))).toEqual([
      422,
      ['values.title: There is no such field'],
    ])
    const others = world.seeing({ filter: { field: 'title', anyOf: ['x'] } })
    expect((await edit({ values: { title: 'x' } }, others)).status).toBe(404)
    const her = world.seeing({ filter: { field: 'title', anyOf: ['vendor'] } })
    expect(await refused({ values: { badge: 7 } }, her)).toEqual([
      422,
      ['values.badge: already belongs to somebody else'],
    ])
  })

  it('is refused, and written nowhere, where whoever edits would see them no more', async () => {
    await edit({ values: { title: 'x' } })
    const some = world.seeing({ filter: { field: 'title', anyOf: ['x'] } })
    const { status, body } = await edit({ values: { title: 'y' } }, some)
    expect([status, JSON.stringify(body)]).toEqual([403, expect.stringContaining('out of your sight')])
    expect((await world.get<Person>(ada)).body.values.title).toBe('x')
    expect((await edit({ values: { phone: '1' } }, some)).status).toBe(200)
  })

  it('gives a role that may write only by whoever may give accounts one', async () => {
    const editor = world.as('people:read', 'people:write')
    expect(await refused({ values: { role: 'Editor' } }, editor)).toMatchObject([
      422,
      [expect.stringContaining('values.role')],
    ])
    expect((await edit({ values: { role: 'Viewer' } }, editor)).status).toBe(200)
    expect((await edit({ values: { role: 'Editor' } })).body.values.role).toBe('Editor')
  })
})

describe('archiving', () => {
  it('and restoring are told in history, each only once', async () => {
    expect((await world.post<Person>(`${ada}/archive`)).body.archivedAt).not.toBeNull()
    expect((await world.post(`${ada}/archive`)).status).toBe(409)
    expect((await edit({ values: { title: 'x' } })).status).toBe(409)
    expect((await world.post<Person>(`${ada}/restore`)).body.archivedAt).toBeNull()
    expect((await world.post(`${ada}/restore`)).status).toBe(409)
    const { body } = await world.get<{ items: { kind: string }[] }>(`${ada}/changes`)
    expect(body.items.map(({ kind }) => kind)).toEqual(['restored', 'archived', 'created'])
  })
})

it('nobody who was erased is said to be one who could be restored first', async () => {
  expect((await world.post(`${ada}/erase`, { username: 'ada' })).status).toBe(204)
  for (const answer of [
    await world.patch<Refusal>(ada, { values: { title: 'x' } }),
    await world.post<Refusal>(`${ada}/archive`),
    await world.post<Refusal>(`${ada}/restore`),
  ])
    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('was erased')])
})

it('acts name nobody and hold no value: they outlive whoever is erased', async () => {
  await edit({ values: { title: 'Countess' } })
  const { body } = await world.get<{ items: object[] }>('/api/activity?act=person')
  expect(body.items[0]).toMatchObject({
    act: 'person.edited',
    thing: { noun: 'person', name: expect.stringMatching(/^per_/) },
    changes: [{ field: 'title', hidden: true, before: null, after: null }],
  })
})
