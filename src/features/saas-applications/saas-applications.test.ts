import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import type { Change } from '../../client/person.ts'
import { publicId } from '../../lib/ids.ts'
import { dayAt } from '../../lib/zone.ts'
import type { ApplicationAnswer } from './schema.ts'

type Application = z.output<typeof ApplicationAnswer>

interface Refused {
  readonly code: string
  readonly problems: readonly { readonly field: string; readonly message: string }[]
}

const ada = '0198c0de-0000-7000-8000-00000000000a'
const bob = '0198c0de-0000-7000-8000-00000000000b'
const planhat = '0198c0de-0000-7000-8000-0000000000f1'
const quiet = '0198c0de-0000-7000-8000-0000000000f2'
const at = (id: string) => `/api/saas-applications/${publicId('app', id)}`

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (id, username, email, first_name, department) values
      ('${ada}', 'ada', 'ada@example.com', 'Ada', 'Sales'), ('${bob}', 'bob', 'bob@example.com', 'Bob', 'Finance');
    insert into saas_application (id, vendor, instance) values ('${planhat}', 'planhat', ''), ('${quiet}', 'quiet', 'eu');
    insert into saas_user (application_id, vendor_id, person_id, active, gone_at) values
      ('${planhat}', 'v1', '${ada}', true, null), ('${planhat}', 'v2', '${bob}', true, null),
      ('${planhat}', 'v3', null, false, null), ('${planhat}', 'v4', '${bob}', null, null),
      ('${planhat}', 'v5', '${bob}', false, now()), ('${quiet}', 'q1', '${ada}', null, null)`)
})
afterAll(() => world.close())

const unknown = {
  seats: null,
  pricePerSeat: null,
  pricePeriod: null,
  currency: null,
  renewalDate: null,
  ownerId: null,
  notes: null,
}
beforeEach(async () => {
  for (const id of [planhat, quiet]) await world.patch(at(id), unknown)
})

const get = async (id = planhat) => (await world.get<Application>(at(id))).body
const edit = (body: object, id = planhat) => world.patch<Application & Refused>(at(id), body)
const list = async (query = '') =>
  (await world.get<{ items: Application[] }>(`/api/saas-applications${query}`)).body.items

describe('an application', () => {
  it('tells how many accounts it has, and of what it knows nothing', async () => {
    expect(await get()).toEqual({
      ...unknown,
      id: publicId('app', planhat),
      vendor: 'planhat',
      instance: '',
      name: 'Planhat',
      users: 4,
      active: 2,
      inactive: 1,
      untold: 1,
      unmatched: 1,
      gone: 1,
      ownerName: null,
      unusedSeats: null,
      inactiveCost: null,
      renewsInDays: null,
      archivedAt: null,
    })
  })

  it('tells what is unused and what inactive accounts cost, once seats and price are known', async () => {
    const bought = { seats: 10, pricePerSeat: 29.9, pricePeriod: 'month', currency: 'eur' }
    const { body } = await edit({ ...bought, ownerId: publicId('per', ada), renewalDate: '2027-01-31' })
    expect(body).toMatchObject({ ...bought, currency: 'EUR', unusedSeats: 8, inactiveCost: 29.9 })
    expect(body).toMatchObject({ ownerName: 'Ada', renewalDate: '2027-01-31' })
    expect(await get()).toEqual(body)
  })

  it('says so when more are active than were bought', async () => {
    expect((await edit({ seats: 1 })).body.unusedSeats).toBe(-1)
  })

  it.each<[string, object, Partial<Application>]>([
    [
      'seats',
      { pricePerSeat: 1, pricePeriod: 'year', currency: 'USD' },
      { unusedSeats: null, inactiveCost: 0.0833 },
    ],
    ['the price', { seats: 3 }, { unusedSeats: 1, inactiveCost: null }],
  ])('leaves unknown what nobody can tell without %s', async (_what, known, told) => {
    expect((await edit(known)).body).toMatchObject(told)
  })

  it('leaves both unknown while its vendor says of nobody whether they are active', async () => {
    const { body } = await edit({ seats: 5, pricePerSeat: 1, pricePeriod: 'year', currency: 'USD' }, quiet)
    expect(body).toMatchObject({ users: 1, untold: 1, unusedSeats: null, inactiveCost: null })
  })

  it('keeps what an edit leaves out', async () => {
    await edit({ seats: 3, notes: ' two lines\nof notes ' })
    expect((await edit({ renewalDate: '2027-01-31' })).body).toMatchObject({
      seats: 3,
      notes: 'two lines\nof notes',
    })
    expect((await edit({ notes: '  ' })).body.notes).toBeNull()
  })

  it('is not found by an id that none has', async () => {
    expect((await world.get(at(ada))).status).toBe(404)
    expect((await edit({ seats: 1 }, ada)).status).toBe(404)
  })
})

describe('an edit is refused at its field', () => {
  it.each<[string, object, string]>([
    ['less than no seats', { seats: -1 }, 'seats'],
    ['half a seat', { seats: 1.5 }, 'seats'],
    ['a price below zero', { pricePerSeat: -1, pricePeriod: 'month', currency: 'EUR' }, 'pricePerSeat'],
    ['a price too fine', { pricePerSeat: 0.00001, pricePeriod: 'month', currency: 'EUR' }, 'pricePerSeat'],
    ['a price without a currency', { pricePerSeat: 1, pricePeriod: 'month' }, 'currency'],
    ['a price without a period', { pricePerSeat: 1, currency: 'EUR' }, 'pricePeriod'],
    ['another period', { pricePeriod: 'week' }, 'pricePeriod'],
    ['what is no currency', { currency: 'XYZ' }, 'currency'],
    ['a day that is in no calendar', { renewalDate: '2027-02-30' }, 'renewalDate'],
    ['a day of no contract', { renewalDate: '0000-01-01' }, 'renewalDate'],
    ['an owner who is nobody', { ownerId: `per_${'0'.repeat(32)}` }, 'ownerId'],
    ['an owner whose id is none', { ownerId: 'per_ada' }, 'ownerId'],
    ['too many notes', { notes: 'x'.repeat(4001) }, 'notes'],
    ['what is counted', { users: 3 }, 'users'],
  ])('%s', async (_what, body, field) => {
    const before = await get()
    const { status, body: refused } = await edit(body)
    expect([status, refused.code, refused.problems.map((problem) => problem.field)]).toEqual([
      422,
      'input.invalid',
      [field],
    ])
    expect(await get()).toEqual(before)
  })
})

it('an edit is an act, with what it changed and by whom', async () => {
  await edit({ seats: 7 })
  await edit({ seats: 7 })
  const { body } = await world.get<{ items: object[] }>(
    `/api/activity?thing=${publicId('app', planhat)}&limit=1`,
  )
  expect(body.items).toEqual([
    expect.objectContaining({
      act: 'saas-application.edited',
      thing: { noun: 'saas-application', id: publicId('app', planhat), name: 'Planhat' },
      changes: [{ field: 'seats', before: null, after: 7, hidden: false }],
    }),
  ])
})

it('whoever may see activity, but not terms, is told which were edited, and not from what to what', async () => {
  await edit({ seats: 7 })
  const seats = { field: 'seats', before: null, after: null, hidden: true }
  const reader = world.as('activity:read')
  const { body } = await reader.get<{ items: object[] }>('/api/activity?limit=1')
  expect(body.items).toMatchObject([{ act: 'saas-application.edited', changes: [seats] }])
  const { body: lines } = await reader.get<string>('/api/activity/export?act=saas-application.edited')
  expect(lines).not.toContain('"after":7')
  const buyer = world.as('activity:read', 'saas-applications:read')
  const known = await buyer.get<{ items: object[] }>('/api/activity?limit=1')
  expect(known.body.items).toMatchObject([{ changes: [{ ...seats, after: 7, hidden: false }] }])
})

it('the list can be sorted and filtered by what an application costs', async () => {
  await edit({ seats: 7, pricePerSeat: 2, pricePeriod: 'month', currency: 'EUR' })
  const vendors = async (query: string) => (await list(query)).map(({ vendor }) => vendor)
  expect(await vendors('')).toEqual(['planhat', 'quiet'])
  expect(await vendors('?sort=-users')).toEqual(['planhat', 'quiet'])
  expect(await vendors('?sort=-vendor')).toEqual(['quiet', 'planhat'])
  expect(await vendors('?filter=inactiveCost+gt+1+and+unusedSeats+eq+5')).toEqual(['planhat'])
  expect(await vendors('?filter=currency+empty')).toEqual(['quiet'])
})

describe('the list', () => {
  const names = async (query: string) => (await list(query)).map(({ name }) => name)

  it('comes by name, and is searched by name, vendor and instance', async () => {
    expect(await names('')).toEqual(['Planhat', 'quiet'])
    expect(await names('?sort=-name')).toEqual(['quiet', 'Planhat'])
    expect(await names('?search=PLAN')).toEqual(['Planhat'])
    expect(await names('?search=eu')).toEqual(['quiet'])
    expect((await world.get('/api/saas-applications/count?search=eu')).body).toMatchObject({ count: 1 })
  })

  it('tells which contracts renew soon; those of the past do not', async () => {
    const inDays = (days: number) => dayAt(world.ctx.zone, Date.now() + days * 86_400_000)
    await edit({ renewalDate: inDays(30) })
    await edit({ renewalDate: inDays(-1) }, quiet)
    expect(await names('?filter=renewsInDays+lt+91')).toEqual(['Planhat'])
    expect((await list()).map(({ renewsInDays }) => renewsInDays)).toEqual([30, null])
    expect(await names('?filter=renewsInDays+lt+30')).toEqual([])
  })

  it('is counted by any of its terms', async () => {
    await edit({ pricePerSeat: 2, pricePeriod: 'year', currency: 'EUR' })
    expect((await world.get('/api/saas-applications/groups?by=currency')).body).toEqual({
      items: [
        { value: 'EUR', count: 1 },
        { value: null, count: 1 },
      ],
      isWhole: true,
    })
  })

  it('of a day before anything was bought tells its accounts, and no terms of today', async () => {
    await edit({ seats: 7, ownerId: publicId('per', ada), renewalDate: '2999-01-31', notes: 'dear' })
    const before = await get()
    const write = (day: string) =>
      world.ctx.db.pool.query(`update saas_user set created_at = '${day}';
        update saas_application set created_at = '${day}' where id = '${planhat}'`)
    await write('2025-12-01')
    const then = await list('?asOf=2025-12-31')
    await write(new Date().toISOString())
    expect(then).toEqual([{ ...before, ...unknown, ownerName: null, unusedSeats: null, renewsInDays: null }])
    expect(await list('?asOf=2025-12-31')).toEqual([])
  })

  it('is taken along as it is shown', async () => {
    await edit({ seats: 7 })
    const shown = 'columns=name,seats,unusedSeats&sort=-name'
    const { body } = await world.get<string>(`/api/saas-applications/export?${shown}`)
    expect(body.trim().split('\r\n')).toEqual([
      'Application,Seats bought,Unused seats',
      'quiet · eu,,',
      'Planhat,7,5',
    ])
  })

  it.each([
    ['inactiveCost', 'Cost of inactive a month,Currency'],
    ['currency,pricePerSeat', 'Currency,Price of a seat,Price period'],
    ['pricePerSeat,inactiveCost', 'Price of a seat,Cost of inactive a month,Price period,Currency'],
  ])('takes along in which currency %s is', async (columns, heading) => {
    const { body } = await world.get<string>(`/api/saas-applications/export?columns=${columns}`)
    expect(body.slice(1, body.indexOf('\r\n'))).toBe(heading)
  })

  it('is kept as a view, of fields that it has', async () => {
    const keep = (filter: string) =>
      world.post('/api/views', { list: 'saas-applications', name: filter, words: { filter, sort: '-users' } })
    expect((await keep('ownerId empty')).status).toBe(201)
    expect((await keep('shoes gt 4')).status).toBe(422)
  })
})

describe('history', () => {
  const changes = async (query = '', caller: Pick<World, 'get'> = world) =>
    (await caller.get<{ items: Change[] }>(`${at(planhat)}/changes${query}`)).body.items
  const told = (of: readonly Change[]) =>
    of.map(({ field, before, after }) => `${field}: ${before} → ${after}`).toSorted()

  it('tells who wrote which of the terms, from what to what', async () => {
    await world.ctx.db.pool.query(`delete from change where object = 'saas_application'`)
    await edit({ seats: 7, pricePerSeat: 29.9, pricePeriod: 'month', currency: 'EUR' })
    await edit({ seats: 8, pricePerSeat: 29.9 })
    expect((await changes('?filter=field+eq+%22seats%22'))[0]).toEqual({
      ...{ object: 'saas_application', kind: 'updated', field: 'seats', before: 7, after: 8 },
      ...{ at: expect.any(String), runId: null, actor: 'test owner', mergedFrom: null, givenBackTo: null },
    })
    expect(told(await changes())).toEqual([
      'currency: null → EUR',
      'pricePerSeat: null → 29.9',
      'pricePeriod: null → month',
      'seats: 7 → 8',
      'seats: null → 7',
    ])
  })

  it('is only told to whoever may know the terms, and who answers for it only to whoever sees everybody', async () => {
    await edit({ ownerId: publicId('per', ada) })
    const of = '?filter=field+eq+%22ownerId%22&limit=1'
    expect(told(await changes(of))).toEqual([`ownerId: null → ${publicId('per', ada)}`])
    const limited = world.seeing({ filter: { field: 'department', anyOf: ['Finance'] } })
    expect(await changes(of, limited)).toEqual([])
    expect((await world.as('saas-users:read').get(`${at(planhat)}/changes`)).status).toBe(403)
    expect((await world.get(`${at(ada)}/changes`)).status).toBe(404)
  })

  it('gives a day its terms, but for days before it was kept', async () => {
    const write = (text: string) => world.ctx.db.pool.query(text)
    await write(`delete from change where object = 'saas_application';
      update saas_application set created_at = '2025-01-01', terms_since = '2026-01-05' where id = '${planhat}'`)
    await edit({ seats: 7, notes: 'first' })
    await write(`update change set at = '2026-01-10' where object = 'saas_application'`)
    await edit({ seats: 9, ownerId: publicId('per', ada) })
    const then = async (day: string) => {
      const [{ seats, notes, ownerId } = unknown] = await list(`?asOf=${day}`)
      return [seats, notes, ownerId]
    }
    expect(await then('2026-01-04')).toEqual([null, null, null])
    expect(await then('2026-01-09')).toEqual([null, null, null])
    expect(await then('2026-01-10')).toEqual([7, 'first', null])
    const blind = world.as('saas-users:read', 'people:read', 'fields:read')
    const { body } = await blind.get<{ items: Application[] }>('/api/saas-applications?asOf=2026-01-10')
    expect(body.items[0]?.seats).toBeNull()
    await write(`update saas_application set created_at = now() where id = '${planhat}'`)
  })
})

describe('whoever may see SaaS users, but not what applications cost', () => {
  it('is told counts and the owner, and cannot find the terms out by a filter either', async () => {
    const bought = { seats: 7, pricePerSeat: 2, pricePeriod: 'month', currency: 'EUR', notes: 'dear' }
    await edit({ ...bought, renewalDate: '2999-01-31', ownerId: publicId('per', ada) })
    const reader = world.as('saas-users:read', 'people:read', 'fields:read')
    const { body } = await reader.get<Application>(at(planhat))
    expect(body).toMatchObject({
      users: 4,
      ownerId: publicId('per', ada),
      unusedSeats: null,
      inactiveCost: null,
    })
    expect(body).toMatchObject({ ...unknown, ownerId: publicId('per', ada) })
    const { body: found } = await reader.get('/api/saas-applications/count?filter=pricePerSeat+gt+1')
    expect(found).toMatchObject({ count: 0 })
    const buyer = world.as('saas-users:read', 'saas-applications:read')
    expect((await buyer.get<Application>(at(planhat))).body).toMatchObject(bought)
  })
})

describe('whoever sees only some people', () => {
  const some = () => world.seeing({ filter: { field: 'department', anyOf: ['Finance'] } })

  it('gets counts over their accounts only, and nothing that is made of all of them', async () => {
    await edit({
      seats: 7,
      pricePerSeat: 2,
      pricePeriod: 'month',
      currency: 'EUR',
      ownerId: publicId('per', ada),
    })
    const { body } = await some().get<Application>(at(planhat))
    expect(body).toMatchObject({ users: 2, active: 1, inactive: 0, unmatched: 0, gone: 1, seats: 7 })
    expect(body).toMatchObject({ unusedSeats: null, inactiveCost: null, ownerId: null, ownerName: null })
  })

  it('is not told the owner’s name by hidden fields', async () => {
    await edit({ ownerId: publicId('per', ada) })
    const hidden = world.seeing({ hiddenFields: ['username', 'first_name', 'last_name', 'display_name'] })
    expect((await hidden.get<Application>(at(planhat))).body.ownerName).toBeNull()
  })
})

describe('the counts stay right', () => {
  const counts = async () => {
    const { users, active, inactive, unmatched, gone } = await get(quiet)
    return [users, active, inactive, unmatched, gone]
  }
  const write = (sql: string) => world.ctx.db.pool.query(sql)

  it('whatever is written of accounts', async () => {
    expect(await counts()).toEqual([1, 0, 0, 0, 0])
    await write(
      `insert into saas_user (application_id, vendor_id, active) select '${quiet}', 'n' || n, n > 1 from generate_series(1, 3) n`,
    )
    expect(await counts()).toEqual([4, 2, 1, 3, 0])
    await write(`update saas_user set active = false, person_id = '${ada}' where vendor_id = 'n3'`)
    expect(await counts()).toEqual([4, 1, 2, 2, 0])
    await write(`update saas_user set gone_at = now() where vendor_id in ('n2', 'n3')`)
    expect(await counts()).toEqual([2, 0, 1, 1, 2])
    await write(`delete from saas_user where vendor_id like 'n%'`)
    expect(await counts()).toEqual([1, 0, 0, 0, 0])
  })
})

it('an owner who is erased owns nothing any more', async () => {
  const carl = '0198c0de-0000-7000-8000-00000000000c'
  await world.ctx.db.pool.query(
    `insert into person (id, username, email) values ('${carl}', 'carl', 'carl@example.com')`,
  )
  await edit({ ownerId: publicId('per', carl) })
  const erased = await world.post(`/api/people/${publicId('per', carl)}/erase`, { username: 'carl' })
  expect([erased.status, (await get()).ownerId]).toEqual([204, null])
  const { rows } = await world.ctx.db.pool.query(
    `select from change where '"${carl}"' in (before, after) and object = 'saas_application'`,
  )
  expect(rows).toEqual([])
})
