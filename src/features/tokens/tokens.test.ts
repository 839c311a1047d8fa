import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../../../test/accounts.ts'
import { type Browser, openBrowser } from '../../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'

interface Token {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly lastUsedAt: string | null
  readonly lastUsedFrom: string | null
  readonly rights: string[]
}
interface Made {
  readonly token: Token
  readonly secret: string
}
let world: World
let editor: Browser & { readonly id: string }
beforeAll(async () => {
  world = await newWorld()
  editor = await signedIn(world, { role: 'editor' })
})
afterAll(() => world.close())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const wanted = { name: 'nightly', rights: ['people:read'], expiresAt: inDays(30) }
const made = async (by: Browser, more: object = {}) =>
  (await by.post<Made>('/api/tokens', { ...wanted, ...more })).body

describe('an API token', () => {
  it('does what it was made for, from anywhere, and nothing else', async () => {
    const { secret, token } = await made(editor)
    expect(secret).toMatch(/^mst_[\w-]{43}$/)
    expect(secret.startsWith(token.prefix)).toBe(true)
    const program = openBrowser(world, { token: secret, headers: {}, address: '127.0.0.1' })
    const bare = { headers: { 'x-muster': undefined, origin: undefined } }
    expect((await program.ask('GET', '/api/people', bare)).status).toBe(200)
    expect(
      (await program.ask('POST', '/api/fields', { ...bare, body: { label: 'A', type: 'text' } })).status,
    ).toBe(403)
    expect((await program.get('/api/account/sessions')).status).toBe(403)
  })

  it('is known by its beginning and its last use; its secret comes once', async () => {
    const { secret, token } = await made(editor)
    const program = openBrowser(world, { token: secret, address: '192.0.2.44' })
    await program.get('/api/people')
    const list = await editor.get<{ items: Token[] }>('/api/tokens')
    expect(list.body.items.find(({ id }) => id === token.id)).toMatchObject({
      lastUsedFrom: '192.0.2.44',
      lastUsedAt: expect.any(String),
    })
    const { rows } = await world.ctx.db.pool.query('select * from token')
    expect(JSON.stringify([list.body, rows, world.logged])).not.toContain(secret.slice(12))
  })

  it.each([
    ['more rights than its maker', { rights: ['accounts:write'] }, 'rights'],
    ['no right', { rights: [] }, 'rights'],
    ['an end that is past', { expiresAt: inDays(-1) }, 'expiresAt'],
    ['an end after more than a year', { expiresAt: inDays(400) }, 'expiresAt'],
  ])('is refused with %s', async (_, more, field) => {
    const { status, body } = await editor.post<Refusal>('/api/tokens', { ...wanted, ...more })
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it.each([
    ['it is ended', async ({ token }: Made) => editor.delete(`/api/tokens/${token.id}`)],
    ['its time is over', async () => world.ctx.db.pool.query(`update token set expires_at = muster_now()`)],
    [
      'its account is disabled',
      async () => world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [editor.id]),
    ],
  ])('is good for nothing once %s', async (_, end) => {
    editor = await signedIn(world, { role: 'editor' })
    const one = await made(editor)
    const program = openBrowser(world, { token: one.secret })
    expect((await program.get('/api/people')).status).toBe(200)
    await end(one)
    expect((await program.get('/api/people')).status).toBe(401)
  })

  it('loses what its account loses', async () => {
    const browser = await signedIn(world, { role: 'editor' })
    const { secret } = await made(browser, { rights: ['people:read', 'fields:write'] })
    await world.ctx.db.pool.query(`update account set role = 'viewer' where id = $1`, [browser.id])
    const program = openBrowser(world, { token: secret })
    expect((await program.get('/api/people')).status).toBe(200)
    expect((await program.post('/api/fields', { label: 'A', type: 'text' })).status).toBe(403)
  })

  it('of somebody else is not seen and cannot be ended, but by who may change accounts', async () => {
    const [one, other, admin] = [
      await signedIn(world, { role: 'editor' }),
      await signedIn(world, { role: 'editor' }),
      await signedIn(world),
    ]
    const { token } = await made(one)
    const ids = async (by: Browser) =>
      (await by.get<{ items: Token[] }>('/api/tokens?limit=200')).body.items.map(({ id }) => id)
    expect(await ids(other)).not.toContain(token.id)
    expect((await other.get('/api/tokens/count')).body).toEqual({ count: 0, exact: true })
    expect((await other.delete(`/api/tokens/${token.id}`)).status).toBe(404)
    expect(await ids(admin)).toContain(token.id)
    const wish = encodeURI(`filter=id eq "${token.id}" and lastUsedAt empty&fields=name`)
    expect((await admin.get(`/api/tokens?${wish}`)).body).toMatchObject({
      items: [{ id: token.id, name: token.name }],
      next: null,
    })
    expect((await admin.delete(`/api/tokens/${token.id}`)).status).toBe(204)
  })
})

describe('a service', () => {
  it('has tokens that who may change accounts makes for it, and nobody signs in as it', async () => {
    const admin = await signedIn(world)
    const { body } = await admin.post<{ account: { id: string } }>('/api/accounts', {
      kind: 'service',
      name: 'Nightly',
      role: 'viewer',
    })
    const { secret } = await made(admin, { accountId: body.account.id })
    expect((await openBrowser(world, { token: secret }).get('/api/people')).status).toBe(200)
    expect(
      (await admin.post('/api/tokens', { ...wanted, accountId: body.account.id, rights: ['fields:write'] }))
        .status,
    ).toBe(422)
    expect((await editor.post('/api/tokens', { ...wanted, accountId: body.account.id })).status).toBeOneOf([
      401, 403,
    ])
    expect((await admin.post(`/api/accounts/${body.account.id}/reset`)).status).toBe(409)
  })
})
