import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anAccount, password, signedIn } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'

interface Account {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly role: string
}
interface Handed {
  readonly account: Account
  readonly link: string | null
  readonly mailed: boolean
}
let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.ctx.db.pool.query('delete from account')
})

const at = (id: string) => `/api/accounts/${publicId('acc', id)}`
const grace = { name: 'Grace Hopper', email: 'grace@example.com', role: 'editor' }

describe('the list', () => {
  it('is searched, filtered, sorted, counted, and never tells a password', async () => {
    await anAccount(world, { role: 'viewer', email: 'ada@example.com' })
    await anAccount(world, { role: 'editor', email: 'bob_1@example.com' })
    await world.post('/api/accounts', grace)
    const list = async (wish: string) => {
      const { body } = await world.get<{ items: { email: string }[] }>(`/api/accounts?${encodeURI(wish)}`)
      return body.items.map(({ email }) => email.replace(/@.*/, ''))
    }
    expect(await list('sort=-email')).toEqual(['grace', 'bob_1', 'ada'])
    expect(await list('search=B_1@EX')).toEqual(['bob_1'])
    expect(await list('filter=state eq "active" and role eq "viewer" and totp eq false')).toEqual(['ada'])
    const { body: first } = await world.get<{ next: string }>('/api/accounts?limit=2')
    expect(await list(`limit=2&cursor=${first.next}`)).toHaveLength(1)
    expect((await world.get('/api/accounts/count')).body).toEqual({ count: 3, exact: true })
    const { status, body } = await world.get<Refusal>('/api/accounts?fields=password_hash')
    expect([status, body.problems]).toMatchObject([422, [{ field: 'fields' }]])
  })
})

describe('inviting', () => {
  it('makes an account that chooses its password by a link, once', async () => {
    const { status, body } = await world.post<Handed>('/api/accounts', grace)
    expect([status, body]).toMatchObject([
      201,
      { account: { state: 'invited', role: 'editor' }, mailed: false },
    ])
    const [, token = ''] =
      /^http:\/\/127\.0\.0\.1:4600\/welcome#token=([\w-]{43})$/.exec(body.link ?? '') ?? []
    const browser = openBrowser(world)
    const chosen = { token, name: 'Grace H', password }
    expect((await browser.post('/api/invitation', chosen)).body).toMatchObject({
      account: { name: 'Grace H' },
      role: { key: 'editor' },
    })
    expect((await browser.get('/api/integrations')).status).toBe(200)
    expect((await openBrowser(world).post<Refusal>('/api/invitation', chosen)).body.code).toBe('ticket.over')
    expect((await openBrowser(world).post('/api/session', { email: grace.email, password })).status).toBe(200)
  })

  it('is over after three days, and can be done again', async () => {
    const { body } = await world.post<Handed>('/api/accounts', grace)
    await world.ctx.db.pool.query(`update ticket set expires_at = muster_now()`)
    const token = (link: string | null) => ({ token: link?.split('=')[1] ?? '', password })
    expect((await openBrowser(world).post('/api/invitation', token(body.link))).status).toBe(410)
    const again = await world.post<Handed>(`/api/accounts/${body.account.id}/reset`)
    expect((await openBrowser(world).post('/api/invitation', token(again.body.link))).status).toBe(200)
  })

  it.each([
    ['an address that is there, in other letters', { ...grace, email: 'GRACE@example.com' }, 'email'],
    ['no address', { name: 'x', role: 'editor' }, 'email'],
    ['a service with an address', { ...grace, kind: 'service', email: 'a@example.com' }, 'email'],
    ['a role that is not there', { ...grace, email: 'b@example.com', role: 'owner' }, 'role'],
    [
      'a person who is not there',
      { ...grace, email: 'b@example.com', personId: `per_${'0'.repeat(32)}` },
      'personId',
    ],
  ])('is refused with %s', async (_, wanted, field) => {
    await world.post('/api/accounts', grace)
    const { status, body } = await world.post<Refusal>('/api/accounts', wanted)
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })
})

it('two services of one name are refused, until one is disabled', async () => {
  const service = { kind: 'service', name: 'Nightly', role: 'viewer' }
  const { body } = await world.post<Handed>('/api/accounts', service)
  const again = () => world.post<Refusal>('/api/accounts', { ...service, name: 'NIGHTLY' })
  const refused = await again()
  expect([refused.status, refused.body.problems?.map(({ field }) => field)]).toEqual([422, ['name']])
  expect((await world.patch(`/api/accounts/${body.account.id}`, { state: 'disabled' })).status).toBe(200)
  expect((await again()).status).toBe(201)
  const back = await world.patch<Refusal>(`/api/accounts/${body.account.id}`, { state: 'active' })
  expect([back.status, back.body.problems?.map(({ field }) => field)]).toEqual([422, ['name']])
})

describe('the last administrator', () => {
  it('cannot go, be disabled or get another role, also of two who do it to each other at once', async () => {
    const { id } = await anAccount(world)
    for (const { status, body } of [
      await world.delete<Refusal>(at(id)),
      await world.patch<Refusal>(at(id), { state: 'disabled' }),
      await world.patch<Refusal>(at(id), { role: 'viewer' }),
    ])
      expect([status, body.detail]).toEqual([409, expect.stringContaining('last administrator')])
    const other = await anAccount(world)
    const answers = await Promise.all([
      world.patch(at(id), { state: 'disabled' }),
      world.delete(at(other.id)),
    ])
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(1)
  })

  it('is none who was only invited', async () => {
    const { id } = await anAccount(world)
    await world.post('/api/accounts', { ...grace, role: 'administrator' })
    expect((await world.delete(at(id))).status).toBe(409)
  })
})

describe('changing an account', () => {
  it('signs it out when it gets another role or is disabled', async () => {
    await anAccount(world)
    const browser = await signedIn(world, { role: 'editor' })
    await world.patch(at(browser.id), { role: 'viewer' })
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('signs it out when asked to', async () => {
    const browser = await signedIn(world)
    expect((await world.delete(`${at(browser.id)}/sessions`)).status).toBe(204)
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('never reaches somebody with more rights, nor gives more', async () => {
    await world.post('/api/roles', {
      label: 'Desk',
      rights: ['accounts:read', 'accounts:write', 'people:read'],
    })
    const admin = await anAccount(world)
    const desk = await signedIn(world, { role: 'desk' })
    const attempts = [
      desk.post<Refusal>(`${at(admin.id)}/reset`),
      desk.patch<Refusal>(at(admin.id), { name: 'Mine' }),
      desk.delete<Refusal>(at(admin.id)),
      desk.delete<Refusal>(`${at(admin.id)}/sessions`),
      desk.patch<Refusal>(at(desk.id), { role: 'administrator' }),
      desk.post<Refusal>('/api/accounts', { ...grace, role: 'administrator' }),
    ]
    for (const { status, body } of await Promise.all(attempts))
      expect([status, body.code]).toEqual([403, 'not.allowed'])
    expect((await desk.get('/api/accounts')).status).toBe(200)
  })
})

describe('a link that signs in at once', () => {
  it('is for whoever owns the machine, and good once', async () => {
    const { id } = await anAccount(world)
    const { body, status } = await world.post<{ link: string }>(`${at(id)}/link`)
    expect(status).toBe(201)
    const link = body.link.split('#link=')[1]
    const browser = openBrowser(world)
    expect((await browser.post('/api/session/link', { link })).status).toBe(200)
    expect((await browser.get('/api/session')).status).toBe(200)
    expect((await openBrowser(world).post('/api/session/link', { link })).status).toBe(410)
    expect((await browser.post(`${at(id)}/link`)).status).toBe(403)
  })
})

describe('one’s own account', () => {
  it('changes its name and its password, which ends the other sessions', async () => {
    const { email } = await anAccount(world)
    const [one, other] = [openBrowser(world), openBrowser(world)]
    await one.post('/api/session', { email, password })
    await other.post('/api/session', { email, password })
    expect((await one.patch('/api/account', { name: 'New Name' })).body).toMatchObject({
      name: 'New Name',
      email,
    })
    const next = 'another green harbour lamp'
    expect((await one.post('/api/account/password', { current: 'wrong', password: next })).status).toBe(401)
    expect(
      (await one.post('/api/account/password', { current: password, password: 'password1234' })).status,
    ).toBe(422)
    expect((await one.post('/api/account/password', { current: password, password: next })).status).toBe(204)
    expect([(await one.get('/api/session')).status, (await other.get('/api/session')).status]).toEqual([
      200, 401,
    ])
    expect((await openBrowser(world).post('/api/session', { email, password: next })).status).toBe(200)
  })
})

it('protects in the directory whoever may sign in and write', async () => {
  const { pool } = world.ctx.db
  const { rows } = await pool.query(
    `insert into person (username, email) values ('zoe', 'zoe@example.com') returning id`,
  )
  await anAccount(world, { role: 'editor', personId: rows[0]?.id })
  const { isPrivileged } = await import('../../directory/privileged-people.ts')
  const asked = await pool.query(
    `select ${isPrivileged('p.id')} as protected from person p where username = 'zoe'`,
  )
  expect(asked.rows).toEqual([{ protected: true }])
})
