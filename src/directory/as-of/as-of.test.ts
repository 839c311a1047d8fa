import { afterAll, beforeAll, expect, it } from 'vitest'
import { merge } from '../../../test/by-hand.ts'
import { byHand } from '../../../test/directory/by-hand.ts'
import { named, planhat } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { newWorld, type World } from '../../../test/world.ts'

interface Item {
  readonly updatedAt?: string
  readonly archivedAt?: string | null
}

let world: World
/** What the lists showed at the end of each day. */
const shown = new Map<string, unknown>()
beforeAll(async () => {
  world = await newWorld()
  const { pool } = world.ctx.db
  const list = (...rows: Parameters<typeof takeList>[1]) => takeList(pool, rows, { application: planhat })
  const ada = { id: '1', row: named('ada', { title: 'first', department: 'Sales' }), active: true }
  const bob = { id: '2', row: named('bob', { department: 'Finance' }), role: 'admin' }
  await on('2026-01-10', () => list(ada, bob))
  await on('2026-01-20', async () => {
    await list({ ...ada, row: named('ada', { title: 'second', department: 'Sales' }), active: false }, bob)
    await byHand(pool, ['bob'], { values: { department: 'Sales', phone: '1' } })
  })
  await on('2026-02-01', async () => {
    await list({ id: '3', row: named('cy') }, { ...bob, role: 'owner' })
    await byHand(pool, ['ada'], { act: 'archived' })
  })
  await on('2026-02-10', async () => {
    await byHand(pool, ['ada'], { act: 'restored' })
    await takeList(pool, [{ ...bob, row: named('Robert', { department: 'Finance' }) }], {
      application: planhat,
      gone: ['1'],
    })
  })
  await on('2026-02-15', () => list({ id: '4', row: named('dan') }, { id: '5', row: named('eve') }))
  await on('2026-02-20', async () => {
    const [dan, eve] = [await idOf('dan'), await idOf('eve')]
    await merge(world, [dan, eve])
    await byHand(pool, ['dan'], { act: 'archived' })
  })
  await on('2026-02-25', async () => {
    const { body } = await world.get<{ items: { id: string }[] }>(
      '/api/saas-users?filter=vendorId+eq+%223%22',
    )
    await world.patch(`/api/saas-users/${body.items[0]?.id}`, { personId: null, noPersonReason: 'Robot' })
  })
})
afterAll(() => world.close())

async function idOf(name: string): Promise<string> {
  const { body } = await world.get<{ items: { id: string }[] }>(`/api/people?search=${name}`)
  return body.items[0]?.id ?? ''
}

/** Does something on a day, and looks at the lists afterwards. */
async function on(day: string, work: () => Promise<unknown>): Promise<void> {
  await work()
  const { pool } = world.ctx.db
  const noon = `${day}T12:00:00Z`
  // What was just written is of today.
  await pool.query(`update change set at = $1 where at > '2026-03-01'`, [noon])
  for (const table of ['person', 'saas_user', 'saas_application'])
    await pool.query(`update ${table} set created_at = $1 where created_at > '2026-03-01'`, [noon])
  await pool.query(`update person set updated_at = $1 where updated_at > '2026-03-01'`, [noon])
  await pool.query(`update person_merge set at = $1 where at > '2026-03-01'`, [noon])
  shown.set(day, await lists(''))
}

async function lists(asOf: string): Promise<unknown> {
  const read = async (path: string) => {
    const { body } = await world.get<{ items: Item[] }>(`/api/${path}${asOf}`)
    // When somebody was archived, or an account was gone, was written today.
    return JSON.parse(JSON.stringify(body.items), (key, value) =>
      /^(archived|gone)At$/.test(key) ? value !== null : value,
    )
  }
  return {
    people: await read('people?archived=false'),
    archived: await read('people?archived=true'),
    accounts: await read('saas-users?limit=50'),
    applications: await read('saas-applications?limit=50'),
  }
}

it.each(['2026-01-10', '2026-01-20', '2026-02-01', '2026-02-10', '2026-02-15', '2026-02-20', '2026-02-25'])(
  'lists show people, accounts and applications as they were at the end of %s',
  async (day) => {
    expect(await lists(`&asOf=${day}`)).toEqual(shown.get(day))
  },
)

it('is the same on a day on which nothing happened, and nobody before the first', async () => {
  expect(await lists('&asOf=2026-01-25')).toEqual(shown.get('2026-01-20'))
  expect(await lists('&asOf=2026-01-09')).toEqual({
    people: [],
    archived: [],
    accounts: [],
    applications: [],
  })
})

const names = async (query: string) => {
  const { body } = await world.get<{ items: { values: { username: string } }[] }>(`/api/people?${query}`)
  return body.items.map(({ values }) => values.username)
}

it('what is searched, filtered, sorted, counted and paged is what was', async () => {
  const sales = 'filter=department+eq+%22Sales%22'
  expect(await names(`asOf=2026-01-10&${sales}`)).toEqual(['ada'])
  expect(await names(`asOf=2026-01-20&${sales}&sort=-username`)).toEqual(['bob', 'ada'])
  expect(await names('asOf=2026-02-01&search=bob')).toEqual(['bob'])
  expect(await names('asOf=2026-02-10&search=rob')).toEqual(['Robert'])
  const { body } = await world.get<{ count: number }>(`/api/people/count?asOf=2026-01-20&${sales}`)
  expect(body.count).toBe(2)
  const first = await world.get<{ next: string }>('/api/people?asOf=2026-01-20&limit=1')
  expect(await names(`asOf=2026-01-20&limit=1&cursor=${first.body.next}`)).toEqual(['bob'])
})

it.each([
  ['2026-01-10', '', ['1', '2']],
  ['2026-01-10', 'active eq true', ['1']],
  ['2026-01-20', 'active eq false', ['1']],
  ['2026-01-20', 'role eq "admin"', ['2']],
  ['2026-02-01', 'role eq "owner"', ['2']],
  ['2026-02-10', 'role eq "admin"', ['2']],
  ['2026-02-10', 'goneAt empty', ['2', '3']],
  ['2026-02-01', 'personName starts "bob"', ['2']],
  ['2026-02-10', 'personName starts "bob"', []],
])('accounts are, too: as of %s, "%s" finds %j', async (day, filter, found) => {
  const query = `asOf=${day}&sort=vendorId&limit=9${filter === '' ? '' : `&filter=${encodeURIComponent(filter)}`}`
  const { body } = await world.get<{ items: { vendorId: string; personName: string | null }[] }>(
    `/api/saas-users?${query}`,
  )
  expect(body.items.map(({ vendorId }) => vendorId)).toEqual(found)
  expect(body.items.every(({ personName }) => personName !== null)).toBe(true)
})

it('an export is of that day, and says so in its name', async () => {
  const { body, headers } = await world.get<string>(
    '/api/people/export?asOf=2026-01-10&columns=username,title',
  )
  expect(body.trim().split('\r\n').slice(1)).toEqual(['ada,first', 'bob,'])
  expect(headers['content-disposition']).toBe('attachment; filename="people-2026-01-10.csv"')
})

it('those are seen who are seen today, and what is no day is refused', async () => {
  const sales = world.seeing({ filter: { field: 'department', anyOf: ['Sales'] }, hiddenFields: ['title'] })
  const { body } = await sales.get<{ items: { values: object }[] }>('/api/people?asOf=2026-01-10')
  expect(body.items.map(({ values }) => Object.hasOwn(values, 'title'))).toEqual([false, false])
  expect((await world.get('/api/people?asOf=yesterday')).status).toBe(422)
})

it('whoever is erased is nowhere in the past', async () => {
  await world.post(`/api/people/${await idOf('cy')}/erase`, { username: 'cy' })
  expect(await names('asOf=2026-02-01')).toEqual(['bob'])
})
