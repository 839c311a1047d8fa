import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anAccount, password } from '../../../test/accounts.ts'
import { type Browser, openBrowser } from '../../../test/browser.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'

interface Provider {
  readonly id: string
  readonly redirectUri: string
}
interface Problem {
  readonly code: string
  readonly detail: string
  readonly problems?: { readonly field: string }[]
}
type Said = Readonly<Record<string, unknown>>

const clientSecret = 'a-secret-of-the-provider'
let idp: OAuth2Server
let world: World
let says: Said = {}
/** What the provider was told when a code was handed in. */
let handedIn: Said = {}

beforeAll(async () => {
  idp = new OAuth2Server()
  await idp.issuer.keys.generate('RS256')
  await idp.start(0, '127.0.0.1')
  const { port } = idp.address()
  idp.issuer.url = `http://127.0.0.1:${port}`
  idp.service.on(
    'beforeTokenSigning',
    (token: { payload: Record<string, unknown> }, request: { body?: Said }) => {
      handedIn = request.body ?? {}
      Object.assign(token.payload, says)
    },
  )
  world = await newWorld({ allow: [idp.issuer.url] })
})
afterAll(async () => {
  await world.close()
  await idp.stop()
})
beforeEach(async () => {
  await world.ctx.db.pool.query(
    'delete from provider; delete from account; update sign_in set passwords = true',
  )
})

const wanted = () => ({ label: 'Acme', issuer: idp.issuer.url ?? '', clientId: 'muster', clientSecret })
const aProvider = async (more: object = {}) =>
  (await world.post<Provider>('/api/providers', { ...wanted(), ...more })).body

interface Way {
  /** Where they come back to. */
  readonly change?: (url: URL) => void
  readonly again?: boolean
}

/** Goes to the provider and comes back, as a browser does. */
async function goThrough(
  { id }: Provider,
  browser: Browser,
  claims: Said,
  { change = () => undefined, again = false }: Way = {},
) {
  says = claims
  const start = await browser.get(`/api/oidc/${id}/start?again=${again}`)
  expect(start.status).toBe(303)
  const there = await fetch(String(start.headers.location), { redirect: 'manual' })
  const back = new URL(there.headers.get('location') ?? '')
  change(back)
  const headers = { origin: undefined, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  return (await browser.ask('GET', `${back.pathname}${back.search}`, { headers })).headers.location
}

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

describe('whoever comes from an identity provider', () => {
  it('is signed in to the account of the same verified address, and known again by the provider’s name for them', async () => {
    const provider = await aProvider()
    const { id } = await anAccount(world, { email: 'ADA@example.com', role: 'editor' })
    const browser = openBrowser(world)
    expect(await goThrough(provider, browser, ada)).toBe('/')
    expect((await browser.get('/api/session')).body).toMatchObject({
      account: { email: 'ADA@example.com' },
      role: { key: 'editor' },
    })
    expect(await goThrough(provider, openBrowser(world), { ...ada, email: 'ada@other.example' })).toBe('/')
    const { rows } = await world.ctx.db.pool.query('select account_id, subject from identity')
    expect(rows).toEqual([{ account_id: id, subject: 'ada-1' }])
  })

  it('proves with the code, and the secret that only this browser has', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    await goThrough(provider, openBrowser(world), ada)
    expect(handedIn).toMatchObject({
      grant_type: 'authorization_code',
      code_verifier: expect.stringMatching(/^[\w-]{43,}$/),
      redirect_uri: provider.redirectUri,
    })
  })

  it.each<[string, object, Said]>([
    ['an address that is not verified', { defaultRole: 'viewer' }, { ...ada, email_verified: false }],
    ['no address', { defaultRole: 'viewer' }, { sub: 'x' }],
    ['no account, where nobody gets one so', {}, ada],
    ['another’s nonce', { defaultRole: 'viewer' }, { ...ada, nonce: 'planted' }],
    ['a token for another program', { defaultRole: 'viewer' }, { ...ada, aud: 'another' }],
    ['a token of another issuer', { defaultRole: 'viewer' }, { ...ada, iss: 'https://evil.example' }],
    ['a token that is over', { defaultRole: 'viewer' }, { ...ada, exp: 1 }],
  ])('is refused with %s', async (_, more, claims) => {
    const browser = openBrowser(world)
    expect(await goThrough(await aProvider(more), browser, claims)).toBe('/sign-in#problem=sign-in.refused')
    expect((await browser.get('/api/session')).status).toBe(401)
    expect((await world.ctx.db.pool.query('select from account')).rowCount).toBe(0)
  })

  it('is refused with another state, and in a browser that did not set out', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const spoilt = await goThrough(provider, openBrowser(world), ada, {
      change: (url) => url.searchParams.set('state', 'planted'),
    })
    expect(spoilt).toBe('/sign-in#problem=sign-in.refused')
    const victim = openBrowser(world)
    let link = ''
    await goThrough(provider, openBrowser(world), ada, {
      change: (url) => {
        link = `${url.pathname}${url.search}`
      },
    })
    expect((await victim.get(link)).headers.location).toBe('/sign-in#problem=sign-in.refused')
    expect((await victim.get('/api/session')).status).toBe(401)
  })

  it('is refused when the account is disabled', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const { id } = await anAccount(world, { email: ada.email })
    await world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [id])
    expect(await goThrough(provider, openBrowser(world), ada)).toBe('/sign-in#problem=sign-in.refused')
  })

  it('is let in again when the account, which has no password, is enabled again', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    await goThrough(provider, openBrowser(world), ada)
    const { items } = (await world.get<{ items: { id: string }[] }>('/api/accounts')).body
    for (const state of ['disabled', 'active'])
      expect((await world.patch(`/api/accounts/${items[0]?.id}`, { state })).status).toBe(200)
    expect(await goThrough(provider, openBrowser(world), ada)).toBe('/')
  })

  it('gets an account just in time, in the usual role or that of a group, which follows the groups', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [
        { group: 'it', role: 'editor' },
        { group: 'staff', role: 'viewer' },
      ],
    })
    const role = async (claims: Said) => {
      const browser = openBrowser(world)
      await goThrough(provider, browser, { ...ada, ...claims })
      return (await browser.get<{ role: { key: string } }>('/api/session')).body.role.key
    }
    expect(await role({})).toBe('employee')
    expect(await role({ groups: ['staff', 'it'] })).toBe('editor')
    expect(await role({ groups: ['staff'] })).toBe('viewer')
    expect(await role({ groups: [] })).toBe('employee')
  })

  it('keeps the role that somebody here gave, in no group or after leaving one of the same role', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const { id } = await anAccount(world, { email: ada.email, role: 'editor' })
    await anAccount(world)
    for (const groups of [[], ['it'], []]) {
      const browser = openBrowser(world)
      await goThrough(provider, browser, { ...ada, groups })
      expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'editor' } })
    }
    await world.patch(`/api/accounts/${publicId('acc', id)}`, { role: 'viewer' })
    await goThrough(provider, openBrowser(world), { ...ada, groups: ['it'] })
    await world.patch(`/api/accounts/${publicId('acc', id)}`, { role: 'viewer' })
    const browser = openBrowser(world)
    await goThrough(provider, browser, ada)
    expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'viewer' } })
  })

  it('is out after leaving every group where there is no usual role, with what every employee may left, until in one again', async () => {
    const provider = await aProvider({ groupRoles: [{ group: 'it', role: 'editor' }] })
    const first = openBrowser(world)
    expect(await goThrough(provider, first, { ...ada, groups: ['it'] })).toBe('/')
    expect(await goThrough(provider, openBrowser(world), ada)).toBe('/sign-in#problem=sign-in.refused')
    expect((await first.get('/api/session')).status).toBe(401)
    const { items } = (await world.get<{ items: object[] }>('/api/accounts')).body
    expect(items).toMatchObject([{ email: ada.email, role: 'employee', state: 'active' }])
    expect(await goThrough(provider, first, { ...ada, groups: ['it'] })).toBe('/')
    expect((await first.get('/api/session')).body).toMatchObject({ role: { key: 'editor' } })
  })

  it('gets one account when coming for the first time in four browsers at the same moment, and is signed in in each', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const browsers = [1, 2, 3, 4].map(() => openBrowser(world))
    const ends = await Promise.all(browsers.map((browser) => goThrough(provider, browser, ada)))
    expect(ends).toEqual(['/', '/', '/', '/'])
    const sessions = await Promise.all(browsers.map((browser) => browser.get('/api/session')))
    expect(sessions.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await world.ctx.db.pool.query('select from account')).rowCount).toBe(1)
    const { rows } = await world.ctx.db.pool.query('select act from act order by number desc limit 5')
    const acts = rows.map(({ act }) => act).toSorted()
    expect(acts).toEqual(['account.provisioned', ...browsers.map(() => 'session.begun')])
  })

  it('and is refused leaves an act with the provider’s name, on the account if there is one', async () => {
    const provider = await aProvider()
    const { id } = await anAccount(world, { email: ada.email })
    await world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [id])
    await goThrough(provider, openBrowser(world), ada)
    await goThrough(provider, openBrowser(world), { ...ada, sub: 'x', email: 'x@example.com' })
    await goThrough(provider, openBrowser(world), { ...ada, nonce: 'planted' })
    const refused = await lastActs('account.sign-in-refused', 3)
    expect(refused.map(({ who, thing }) => [who.name, thing?.id])).toEqual([
      ['Acme', undefined],
      ['Acme', undefined],
      ['Acme', publicId('acc', id)],
    ])
  })

  it('leaves an act for the account that it made, for each role that a group gave, and for a first coming', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const grace = { ...ada, sub: 'grace-1', email: 'grace@example.com' }
    await anAccount(world, { email: grace.email, role: 'viewer' })
    await goThrough(provider, openBrowser(world), ada)
    await goThrough(provider, openBrowser(world), { ...ada, groups: ['it'] })
    await goThrough(provider, openBrowser(world), { ...ada, groups: ['it'] })
    await goThrough(provider, openBrowser(world), grace)
    const acts = await lastActs('account', 3)
    expect(acts.map(({ act }) => act)).toEqual(['account.linked', 'account.edited', 'account.provisioned'])
    expect(acts.map(({ who }) => who.name)).toEqual(['Acme', 'Acme', 'Acme'])
    expect(acts[1]?.changes).toMatchObject([{ field: 'role', before: 'employee', after: 'editor' }])
  })

  it('is signed out elsewhere when a group gives another role', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const first = openBrowser(world)
    await goThrough(provider, first, ada)
    await goThrough(provider, openBrowser(world), ada)
    expect((await first.get('/api/session')).status).toBe(200)
    const last = openBrowser(world)
    await goThrough(provider, last, { ...ada, groups: ['it'] })
    expect((await first.get('/api/session')).status).toBe(401)
    expect((await last.get('/api/session')).status).toBe(200)
  })

  it('never stops being the last administrator by a group', async () => {
    const provider = await aProvider({ groupRoles: [{ group: 'staff', role: 'viewer' }] })
    await anAccount(world, { email: ada.email })
    const browser = openBrowser(world)
    await goThrough(provider, browser, { ...ada, groups: ['staff'] })
    expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'administrator' } })
  })

  it('has given a proof only if the provider says that it took one just now, whatever it was asked for', async () => {
    const provider = await aProvider({ defaultRole: 'editor' })
    const browser = openBrowser(world)
    const field = {
      name: 'ci',
      rights: ['people:read'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
    for (const said of [{}, { auth_time: Math.floor(world.ctx.clock.now() / 1000) - 600 }]) {
      await goThrough(provider, browser, { ...ada, ...said }, { again: true })
      expect((await browser.post<Problem>('/api/tokens', field)).body.code).toBe('sign-in.confirm')
    }
    await goThrough(provider, browser, { ...ada, auth_time: Math.floor(world.ctx.clock.now() / 1000) })
    expect((await browser.post('/api/tokens', field)).status).toBe(201)
  })
})

describe('where everybody comes from an identity provider', () => {
  it('no password is taken, and the owner of the machine still has a way in', async () => {
    const { email } = await anAccount(world, { email: ada.email })
    await goThrough(await aProvider(), openBrowser(world), ada)
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
    await goThrough(provider, openBrowser(world), ada)
    const refused = await off()
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('sign in at one as an administrator')
    await goThrough(provider, openBrowser(world), { ...ada, sub: 'grace-1', email: 'grace@example.com' })
    expect((await off()).status).toBe(200)
  })

  it('are turned on again before the last provider that lets an administrator in is forgotten', async () => {
    const [provider, unused] = [await aProvider(), await aProvider({ label: 'Unused' })]
    await anAccount(world, { email: ada.email })
    await goThrough(provider, openBrowser(world), ada)
    await off()
    expect((await world.delete(`/api/providers/${unused.id}`)).status).toBe(204)
    const refused = await world.delete<Problem>(`/api/providers/${provider.id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('turn passwords on first')
    expect(await goThrough(provider, openBrowser(world), ada)).toBe('/')
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
