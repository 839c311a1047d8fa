import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anAccount, password } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { type IdentityProvider, startIdentityProvider } from '../../../test/identity-provider.ts'
import { newWorld, type World } from '../../../test/world.ts'

interface Provider {
  readonly id: string
  readonly redirectUri: string
}
interface Problem {
  readonly code: string
  readonly detail: string
  readonly problems?: readonly { readonly field: string }[]
}

const clientSecret = 'a-secret-of-the-provider'
let idp: IdentityProvider
let world: World

beforeAll(async () => {
  idp = await startIdentityProvider()
  world = await newWorld({ allow: [idp.issuer] })
})
afterAll(async () => {
  await world.close()
  await idp.close()
})
beforeEach(async () => {
  await world.ctx.db.pool.query(
    'delete from provider; delete from account; update sign_in set passwords = true',
  )
})

const wanted = () => ({ label: 'Acme', issuer: idp.issuer, clientId: 'muster', clientSecret })
const aProvider = async (more: object = {}) =>
  (await world.post<Provider>('/api/providers', { ...wanted(), ...more })).body

interface Acted {
  readonly thing: { readonly id: string } | null
  readonly act: string
  readonly who: { readonly name: string }
  readonly changes: readonly object[]
}

/** The last acts on a kind of thing, the newest first. */
const lastActs = async (act: string, limit: number) =>
  (await world.get<{ items: Acted[] }>(`/api/activity?act=${act}&limit=${limit}`)).body.items

const ada = { sub: 'ada-1', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' }

describe('where everybody comes from an identity provider', () => {
  it('no password is taken, and the owner of the machine still has a way in', async () => {
    const { email } = await anAccount(world, { email: ada.email })
    await idp.goThrough(await aProvider(), openBrowser(world), ada)
    await world.patch('/api/sign-in', { password: false })
    expect(await lastActs('sign-in', 1)).toMatchObject([
      { act: 'sign-in.edited', changes: [{ field: 'password', before: true, after: false }] },
    ])
    expect((await openBrowser(world).get('/api/sign-in')).body).toMatchObject({ password: false })
    expect((await openBrowser(world).post('/api/session', { email, password })).status).toBe(401)
    const { body } = await world.get<{ items: { id: string }[] }>('/api/accounts')
    const made = await world.post<{ link: string }>(`/api/accounts/${body.items[0]?.id}/link`)
    expect(
      (await openBrowser(world).post('/api/session/link', { link: made.body.link.split('=')[1] })).status,
    ).toBe(200)
  })
})

describe('passwords', () => {
  const off = () => world.patch<Problem>('/api/sign-in', { password: false })

  it('are not turned off before an administrator has come from an identity provider', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    await anAccount(world, { email: 'grace@example.com' })
    await idp.goThrough(provider, openBrowser(world), ada)
    const refused = await off()
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('sign in at one as an administrator')
    await idp.goThrough(provider, openBrowser(world), { ...ada, sub: 'grace-1', email: 'grace@example.com' })
    expect((await off()).status).toBe(200)
  })

  it('are turned on again before the last provider that lets an administrator in is forgotten', async () => {
    const [provider, unused] = [await aProvider(), await aProvider({ label: 'Unused' })]
    await anAccount(world, { email: ada.email })
    await idp.goThrough(provider, openBrowser(world), ada)
    await off()
    expect((await world.delete(`/api/providers/${unused.id}`)).status).toBe(204)
    const refused = await world.delete<Problem>(`/api/providers/${provider.id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('turn passwords on first')
    expect(await idp.goThrough(provider, openBrowser(world), ada)).toBe('/')
    await world.patch('/api/sign-in', { password: true })
    expect((await world.delete(`/api/providers/${provider.id}`)).status).toBe(204)
  })
})

describe('an identity provider', () => {
  it('is shown without its secret, on the sign-in page by its label', async () => {
    const { id, redirectUri } = await aProvider()
    expect(redirectUri).toBe(`http://127.0.0.1:4600/api/oidc/${id}/callback`)
    expect((await openBrowser(world).get('/api/sign-in')).body).toEqual({
      password: true,
      providers: [{ id, label: 'Acme' }],
    })
    const { rows } = await world.ctx.db.pool.query('select * from provider')
    const kept = `${JSON.stringify([rows, (await world.get('/api/providers')).body])} ${rows.map(({ sealed }) => sealed.toString('latin1'))} ${world.logged}`
    expect(kept).not.toContain(clientSecret)
  })

  it.each([
    ['inside of our network', 'https://169.254.169.254', 'issuer'],
    ['without TLS', 'http://idp.example.com', 'issuer'],
  ])('cannot be %s', async (_, issuer, field) => {
    const { status, body } = await world.post<Problem>('/api/providers', { ...wanted(), issuer })
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it('that does not answer is said so', async () => {
    const provider = await aProvider()
    await world.ctx.db.pool.query(`update provider set issuer = issuer || '/elsewhere'`)
    const { status, body } = await openBrowser(world).get<Problem>(`/api/oidc/${provider.id}/start`)
    expect([status, body.code]).toEqual([502, 'provider.down'])
  })
})
