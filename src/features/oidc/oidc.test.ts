import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from '../../../test/browser.ts'
import { type IdentityProvider, type Said, startIdentityProvider } from '../../../test/identity-provider.ts'
import { newWorld, type World } from '../../../test/world.ts'

interface Provider {
  readonly id: string
  readonly redirectUri: string
}
interface Problem {
  readonly code: string
}

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

const aProvider = async (more: object = {}) => {
  const acme = {
    label: 'Acme',
    issuer: idp.issuer,
    clientId: 'muster',
    clientSecret: 'a-secret-of-the-provider',
  }
  return (await world.post<Provider>('/api/providers', { ...acme, ...more })).body
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

describe('the way to an identity provider and back', () => {
  it('proves with the code, and the secret that only this browser has', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    await idp.goThrough(provider, openBrowser(world), ada)
    expect(idp.handedIn()).toMatchObject({
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
    expect(await idp.goThrough(await aProvider(more), browser, claims)).toBe(
      '/sign-in#problem=sign-in.refused',
    )
    expect((await browser.get('/api/session')).status).toBe(401)
    expect((await world.ctx.db.pool.query('select from account')).rowCount).toBe(0)
  })

  it('is refused with another state, and in a browser that did not set out', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const spoilt = await idp.goThrough(provider, openBrowser(world), ada, {
      change: (url) => url.searchParams.set('state', 'planted'),
    })
    expect(spoilt).toBe('/sign-in#problem=sign-in.refused')
    const victim = openBrowser(world)
    let link = ''
    await idp.goThrough(provider, openBrowser(world), ada, {
      change: (url) => {
        link = `${url.pathname}${url.search}`
      },
    })
    expect((await victim.get(link)).headers.location).toBe('/sign-in#problem=sign-in.refused')
    expect((await victim.get('/api/session')).status).toBe(401)
  })

  it('goes on where they wanted to, in this Muster and nowhere else', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const browser = openBrowser(world)
    expect(await idp.goThrough(provider, browser, ada, { to: '/people?search=ada' })).toBe(
      '/people?search=ada',
    )
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'people',
    ]) {
      const { status } = await browser.get(`/api/oidc/${provider.id}/start?to=${encodeURIComponent(to)}`)
      expect([to, status]).toEqual([to, 422])
    }
  })

  it('proves again only for themselves: another person’s proof changes nothing, and is an act', async () => {
    const provider = await aProvider({ defaultRole: 'editor' })
    const now = { auth_time: Math.floor(world.ctx.clock.now() / 1000) }
    const [browser, other] = [openBrowser(world), openBrowser(world)]
    await idp.goThrough(provider, browser, ada)
    await idp.goThrough(provider, other, { ...ada, sub: 'grace-1', email: 'grace@example.com' })
    expect((await browser.get('/api/session/proofs')).body).toEqual({
      password: false,
      code: false,
      providers: [{ id: provider.id, label: 'Acme' }],
    })
    const way = { again: true, to: '/back' }
    const grace = { ...ada, ...now, sub: 'grace-1', email: 'grace@example.com' }
    expect(await idp.goThrough(provider, browser, grace, way)).toBe('/back#problem=sign-in.refused')
    expect(await lastActs('account.sign-in-refused', 1)).toHaveLength(1)
    expect((await browser.get('/api/session')).body).toMatchObject({ account: { email: ada.email } })
    expect(await idp.goThrough(provider, browser, ada, way)).toBe('/back#problem=sign-in.confirm')
    const before = browser.cookies.get('muster')
    expect(await idp.goThrough(provider, browser, { ...ada, ...now }, way)).toBe('/back')
    expect(browser.cookies.get('muster')).not.toBe(before)
    expect(await lastActs('session.confirmed', 1)).toMatchObject([{ who: { name: ada.name } }])
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
      await idp.goThrough(provider, browser, { ...ada, ...said }, { again: true })
      expect((await browser.post<Problem>('/api/tokens', field)).body.code).toBe('sign-in.confirm')
    }
    await idp.goThrough(provider, browser, { ...ada, auth_time: Math.floor(world.ctx.clock.now() / 1000) })
    expect((await browser.post('/api/tokens', field)).status).toBe(201)
  })
})
