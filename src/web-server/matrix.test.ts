import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../../test/accounts.ts'
import { type Browser, openBrowser } from '../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../test/world.ts'
import { rightsOf } from '../features/roles/rules.ts'
import { insertRole } from '../features/roles/store.ts'
import { isRight, type Right, rights } from '../kit/rights.ts'
import type { Route } from '../kit/route.ts'
import { publicId } from '../lib/ids.ts'
import { routes } from './routes.ts'

const ada = '0198c0de-0000-7000-8000-00000000000a'
const bob = '0198c0de-0000-7000-8000-00000000000b'
const sales = {
  key: 'sales',
  label: 'Sales',
  filter: { field: 'department', anyOf: ['Sales'] },
  hidden_fields: ['phone'],
}
const salesRights: Right[] = ['people:read', 'saas-users:read', 'fields:read', 'runs:read']

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (id, username, email, department, phone) values
      ('${ada}', 'ada', 'ada@example.com', 'Sales', '+1 555 0100'), ('${bob}', 'bob', 'bob@example.com', 'Finance', '+1 555 0101');
    insert into saas_application (id, vendor) values ('${ada}', 'planhat');
    insert into saas_user (application_id, vendor_id, person_id) values ('${ada}', 'v1', '${ada}'), ('${ada}', 'v2', '${bob}'), ('${ada}', 'v3', null);
    insert into change (object, object_id, kind, field, before, after, actor) values
      ('person', '${ada}', 'updated', 'phone', '"+1 555 0100"', '"+1 555 0199"', 'grace'),
      ('person', '${ada}', 'updated', 'title', null, '"Countess"', 'grace')`)
  await insertRole(world.ctx.db.pool, { ...sales, rights: salesRights, writes: false })
})
afterAll(() => world.close())

const roles = [
  ...['administrator', 'editor', 'viewer', 'employee'].map((key) => ({
    key,
    rights: rightsOf({ key, rights: null }),
  })),
  { key: sales.key, rights: salesRights as readonly Right[] },
]

/** The path with ids of nothing that there is. */
const missing = (path: string) => path.replace(/:\w+/g, 'missing')
const ask = ({ method, path }: Route, browser: Browser, body?: object) =>
  browser.ask<Refusal>(method.toUpperCase() as 'GET', missing(path), body ? { body } : {})
/** What signs the asker out, or ends what it has. */
const endsItself = ({ method, path }: Route) => method === 'delete' && /^\/api\/(session|account)/.test(path)

/** Everything but what every request leaves behind. */
async function everything(): Promise<string> {
  const { rows } = await world.ctx.db.pool.query<{ table: string }>(
    `select table_name as table from information_schema.tables where table_schema = 'public' and table_name not in ('session', 'attempt', 'device', 'act', 'act_head') order by 1`,
  )
  const digests = await Promise.all(
    rows.map(({ table }) =>
      world.ctx.db.pool.query(
        `select md5(string_agg(t::text, '|' order by t::text)) as said from "${table}" t`,
      ),
    ),
  )
  return JSON.stringify(digests.map((digest, at) => [rows[at]?.table, digest.rows[0]]))
}

describe('every route', () => {
  it('names a right, or is one of those that lead in', () => {
    expect(
      routes.filter(({ needs }) => !['anyone', 'known', 'signed-in'].includes(needs) && !isRight(needs)),
    ).toEqual([])
  })

  it('that changes something refuses whoever does not say who he is, and nothing changes', async () => {
    const before = await everything()
    const browser = openBrowser(world)
    for (const route of routes.filter(({ needs }) => needs !== 'anyone')) {
      const { status, body } = await ask(route, browser)
      expect([route.method, route.path, status, body.code]).toEqual([
        route.method,
        route.path,
        401,
        'not.signed-in',
      ])
    }
    expect(await everything()).toBe(before)
  })

  it.each(roles)('lets $key do what the role may, and nothing else', async ({ key, rights: granted }) => {
    const browser = await signedIn(world, { role: key, ...(key === 'employee' ? { personId: ada } : {}) })
    const before = await everything()
    const [may, mayNot] = [
      new Set<string>(granted),
      routes.filter(({ needs }) => isRight(needs) && !granted.includes(needs)),
    ]
    for (const route of mayNot) {
      const { status, body } = await ask(
        route,
        browser,
        route.method === 'get' ? undefined : { role: 'administrator' },
      )
      expect([route.method, route.path, status, body.code]).toEqual([
        route.method,
        route.path,
        403,
        'not.allowed',
      ])
    }
    expect(await everything()).toBe(before)
    for (const route of routes.filter(
      (each) =>
        may.has(each.needs) || each.needs === 'known' || (each.needs === 'signed-in' && !endsItself(each)),
    )) {
      const { status, body } = await ask(route, browser)
      // Who is asked for a proof and gives none is refused, but not for want of a right.
      if (body?.code === 'sign-in.refused') continue
      const wanted = /:/.test(route.path) ? [404, 422] : [200, 201, 204, 404, 409, 422]
      if (route.path.endsWith('/link')) expect(status).toBe(403)
      else expect(wanted, `${route.method} ${route.path} answered ${status}`).toContain(status)
    }
  })

  it('takes nothing that it does not ask for, from whoever may do everything', async () => {
    const browser = await signedIn(world)
    const before = await everything()
    const forbidden = {
      id: ada,
      rights,
      isAdmin: true,
      accountId: ada,
      createdAt: '2026-01-01T00:00:00Z',
      actor: 'eve',
      password_hash: 'x',
      writes: true,
      kind: 'service',
      role: 'administrator',
      state: 'active',
    }
    for (const route of routes.filter(({ method }) => method !== 'get')) {
      const { body, status } = await ask(route, browser, forbidden)
      const known = Object.keys(route.input.shape)
      const refused = (body?.problems ?? [])
        .filter(({ message }) => message === 'is not known here')
        .map(({ field }) => field)
      const wanted = Object.keys(forbidden).filter((name) => !known.includes(name))
      expect([route.method, route.path, status, refused.toSorted()]).toEqual([
        route.method,
        route.path,
        422,
        wanted.toSorted(),
      ])
    }
    expect(await everything()).toBe(before)
  })

  it.each(['put', 'trace'])('knows no way around its method: %s', async (method) => {
    const browser = await signedIn(world)
    for (const { path } of routes)
      expect(
        (await browser.ask(method.toUpperCase() as 'PUT', missing(path), { body: {} })).status,
      ).toBeGreaterThanOrEqual(400)
  })
})

describe('records', () => {
  const person = (id: string) => `/api/people/${publicId('per', id)}`
  const seen = async (browser: Browser, path: string) => (await browser.get(path)).status

  it.each([
    ['employee', { role: 'employee', personId: ada }],
    ['sales', { role: 'sales' }],
  ])('of %s are their own; of others there is no trace, in lists and counts neither', async (_, wanted) => {
    await world.ctx.db.pool.query('update account set person_id = null')
    const browser = await signedIn(world, wanted)
    for (const [id, status] of [
      [ada, 200],
      [bob, 404],
      ['0198c0de-0000-7000-8000-0000000000ff', 404],
    ] as const) {
      expect(await seen(browser, person(id))).toBe(status)
      expect(await seen(browser, `${person(id)}/changes`)).toBe(status)
    }
    const people = await browser.get<{ items: { values: { username: string } }[] }>('/api/people')
    expect(people.body.items.map(({ values }) => values.username)).toEqual(['ada'])
    expect((await browser.get('/api/people/count')).body).toMatchObject({ count: 1 })
    expect((await browser.get('/api/people?search=bob')).body).toMatchObject({ items: [] })
    const users = await browser.get<{ items: { vendorId: string }[] }>('/api/saas-users')
    expect(users.body.items.map(({ vendorId }) => vendorId)).toEqual(['v1'])
  })

  it('of an employee who is nobody in the directory are none', async () => {
    const browser = await signedIn(world, { role: 'employee' })
    expect((await browser.get('/api/people')).body).toMatchObject({ items: [] })
  })

  it('show no field that is hidden, and cannot be asked by it', async () => {
    const browser = await signedIn(world, { role: 'sales' })
    const answers = await Promise.all(
      ['/api/people', person(ada), `${person(ada)}/changes`, '/api/fields'].map((path) => browser.get(path)),
    )
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(/555|"phone"/)
    expect(JSON.stringify(answers)).toContain('Countess')
    expect(await seen(browser, '/api/people?sort=phone')).toBe(422)
    expect(await seen(browser, `/api/people?filter=${encodeURIComponent('phone starts "+1"')}`)).toBe(422)
  })
})
