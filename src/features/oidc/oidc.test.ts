import { describe, expect, it } from 'vitest'
import { openBrowser } from '../../../test/browser.ts'
import type { Said } from '../../../test/identity-provider.ts'
import { ada, providerStory } from '../../../test/provider-story.ts'
import type { Refusal } from '../../../test/world.ts'

const story = providerStory()

describe('the way to an identity provider and back', () => {
  it('proves with the code, and the secret that only this browser has', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    expect(story.idp.handedIn()).toMatchObject({
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
    const browser = openBrowser(story.world)
    expect(await story.idp.goThrough(await story.aProvider(more), browser, claims)).toBe(
      '/sign-in#problem=sign-in.refused',
    )
    expect((await browser.get('/api/session')).status).toBe(401)
    expect((await story.world.ctx.db.pool.query('select from account')).rowCount).toBe(0)
  })

  it('is refused with another state, and in a browser that did not set out', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    const spoilt = await story.idp.goThrough(provider, openBrowser(story.world), ada, {
      change: (url) => url.searchParams.set('state', 'planted'),
    })
    expect(spoilt).toBe('/sign-in#problem=sign-in.refused')
    const victim = openBrowser(story.world)
    let link = ''
    await story.idp.goThrough(provider, openBrowser(story.world), ada, {
      change: (url) => {
        link = `${url.pathname}${url.search}`
      },
    })
    expect((await victim.get(link)).headers.location).toBe('/sign-in#problem=sign-in.refused')
    expect((await victim.get('/api/session')).status).toBe(401)
  })

  it('goes on where they wanted to, in this Muster and nowhere else', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    const browser = openBrowser(story.world)
    expect(await story.idp.goThrough(provider, browser, ada, { to: '/people?search=ada' })).toBe(
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
    const provider = await story.aProvider({ defaultRole: 'editor' })
    const now = { auth_time: Math.floor(story.world.ctx.clock.now() / 1000) }
    const [browser, other] = [openBrowser(story.world), openBrowser(story.world)]
    await story.idp.goThrough(provider, browser, ada)
    await story.idp.goThrough(provider, other, { ...ada, sub: 'grace-1', email: 'grace@example.com' })
    expect((await browser.get('/api/session/proofs')).body).toEqual({
      password: false,
      code: false,
      providers: [{ id: provider.id, label: 'Acme' }],
    })
    const way = { again: true, to: '/back' }
    const grace = { ...ada, ...now, sub: 'grace-1', email: 'grace@example.com' }
    expect(await story.idp.goThrough(provider, browser, grace, way)).toBe('/back#problem=sign-in.refused')
    expect(await story.lastActs('account.sign-in-refused', 1)).toHaveLength(1)
    expect((await browser.get('/api/session')).body).toMatchObject({ account: { email: ada.email } })
    expect(await story.idp.goThrough(provider, browser, ada, way)).toBe('/back#problem=sign-in.confirm')
    const before = browser.cookies.get('muster')
    expect(await story.idp.goThrough(provider, browser, { ...ada, ...now }, way)).toBe('/back')
    expect(browser.cookies.get('muster')).not.toBe(before)
    expect(await story.lastActs('session.confirmed', 1)).toMatchObject([{ who: { name: ada.name } }])
  })

  it('has given a proof only if the provider says that it took one just now, whatever it was asked for', async () => {
    const provider = await story.aProvider({ defaultRole: 'editor' })
    const browser = openBrowser(story.world)
    const field = {
      name: 'ci',
      rights: ['people:read'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
    for (const said of [{}, { auth_time: Math.floor(story.world.ctx.clock.now() / 1000) - 600 }]) {
      await story.idp.goThrough(provider, browser, { ...ada, ...said }, { again: true })
      expect((await browser.post<Refusal>('/api/tokens', field)).body.code).toBe('sign-in.confirm')
    }
    await story.idp.goThrough(provider, browser, {
      ...ada,
      auth_time: Math.floor(story.world.ctx.clock.now() / 1000),
    })
    expect((await browser.post('/api/tokens', field)).status).toBe(201)
  })
})
